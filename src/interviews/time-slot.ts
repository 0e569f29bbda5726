/** Half open: an interview may begin at the moment when another ends. Times in ms since the epoch. */
export interface TimeSlot {
  readonly startsAt: number;
  readonly endsAt: number;
}

const MS_PER_MINUTE = 60_000;

export const timeSlot = (startsAt: number, durationMinutes: number): TimeSlot => ({
  startsAt,
  endsAt: startsAt + durationMinutes * MS_PER_MINUTE,
});
