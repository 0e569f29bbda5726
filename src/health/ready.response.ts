export class PartResponse {
  status: 'ok' | 'degraded';
  /** null where the part is well. */
  reason: string | null;
}

export class ReadyResponse {
  status: 'ok' | 'degraded';
  /** By part: `database`, `redis`, … */
  parts: Record<string, PartResponse>;
}
