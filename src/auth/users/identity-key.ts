/** Two usernames or e-mail addresses with the same key are the same: case and Unicode width and composition don't count. */
export function identityKey(text: string): string {
  return text.normalize('NFKC').toLowerCase().normalize('NFKC');
}
