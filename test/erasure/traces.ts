import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Product } from '../harness/product';

/** Where any of the words is still to be found: every column of every row of every table, and every file of the data folder. */
export async function tracesOf(product: Product, words: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  const look = (place: string, text: string): void => {
    const lower = text.toLowerCase();
    for (const word of words) if (lower.includes(word.toLowerCase())) found.push(`${place}: ${word}`);
  };
  for (const { tableName } of product.entities()) {
    for (const row of await product.query<Record<string, unknown>>(`SELECT * FROM ${tableName}`))
      for (const [column, value] of Object.entries(row))
        if (value !== null) look(`${tableName}.${column} of ${String(row.id)}`, String(value));
  }
  for (const entry of readdirSync(product.dataDir, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    look(path, entry.name);
    if (entry.isFile()) look(path, readFileSync(path).toString('utf8'));
  }
  return found;
}
