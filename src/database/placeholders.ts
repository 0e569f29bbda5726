/** `?, ?, …` for an IN list or a row of values. */
export const placeholders = (count: number): string => Array<string>(count).fill('?').join(', ');
