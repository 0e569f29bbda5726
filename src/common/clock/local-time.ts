import { DateTime, IANAZone } from 'luxon';

const ZONELESS = "yyyy-MM-dd'T'HH:mm:ss";
const ZONELESS_PATTERN = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/;

/** The zone-less times of the API and of payloads, `yyyy-MM-ddTHH:mm:ss` in the zone given by `APP_TIMEZONE`. */
export class LocalTime {
  private readonly isUtc: boolean;

  constructor(private readonly zone: string) {
    if (!IANAZone.isValidZone(zone)) throw new Error(`unknown time zone: ${zone}`);
    this.isUtc = zone === 'UTC' || zone === 'Etc/UTC';
  }

  /** @param epochMs milliseconds since the Unix epoch; the fraction of a second is cut. */
  format(epochMs: number): string {
    if (this.isUtc) return new Date(epochMs).toISOString().slice(0, 19);
    return DateTime.fromMillis(epochMs, { zone: this.zone }).toFormat(ZONELESS);
  }

  formatNullable(epochMs: number | null | undefined): string | null {
    return epochMs === null || epochMs === undefined ? null : this.format(epochMs);
  }

  /**
   * @returns milliseconds since the epoch, or null where the text is no existing time of that form. A time that the
   * zone skips or repeats (daylight saving) is resolved as the earlier offset.
   */
  parse(text: string): number | null {
    if (!ZONELESS_PATTERN.test(text)) return null;
    const parsed = DateTime.fromFormat(text, ZONELESS, { zone: this.zone });
    return parsed.isValid ? parsed.toMillis() : null;
  }
}
