import { Entity } from 'typeorm';
import { BigIntColumn, KeyColumn, TimeColumn } from '../../database';

/** One row, id 1. Locked by the fan-out for the length of its transaction, so that there is one at a time. */
@Entity('fan_out_state')
export class FanOutState {
  @KeyColumn('id')
  id: number;

  @BigIntColumn('last_event_id')
  lastEventId: number;

  /** Never goes back, whatever the clocks of the processes say: it orders the deliveries of a lane. */
  @TimeColumn('last_fan_out_at')
  lastFanOutAt: number;
}
