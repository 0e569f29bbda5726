import type { Connection } from 'mysql2/promise';
import type { BusinessMark } from '../business/operation';

const QUERIES: Record<BusinessMark['place'], string> = {
  'candidate name': 'SELECT name AS value FROM candidates',
  'candidate skill': "SELECT JSON_VALUE(skills, '$[0]') AS value FROM candidates",
  applicant: 'SELECT c.name AS value FROM applications a JOIN candidates c ON c.id = a.candidate_id',
  'status note': 'SELECT note AS value FROM application_status_changes WHERE note IS NOT NULL',
  'interview time': 'SELECT starts_at AS value FROM interviews',
};

/** What the business tables say, read past the product. Neither events nor deliveries are asked. */
export class BusinessRows {
  private constructor(private readonly values: ReadonlyMap<BusinessMark['place'], ReadonlySet<string>>) {}

  static async read(connection: Connection): Promise<BusinessRows> {
    const values = new Map<BusinessMark['place'], Set<string>>();
    for (const [place, sql] of Object.entries(QUERIES) as [BusinessMark['place'], string][]) {
      const [rows] = await connection.query(sql);
      const found = (rows as { value: string | number | null }[]).map(({ value }) =>
        place === 'interview time' ? new Date(Number(value)).toISOString().slice(0, 19) : String(value),
      );
      values.set(place, new Set(found));
    }
    return new BusinessRows(values);
  }

  has({ place, value }: BusinessMark): boolean {
    return this.values.get(place)?.has(value) ?? false;
  }
}
