import { Delivery } from './lanes/delivery.entity';
import { Lane } from './lanes/lane.entity';
import { EventRow } from './outbox/event.entity';
import { FanOutState } from './outbox/fan-out-state.entity';
import { OutboxRow } from './outbox/outbox.entity';
import { Attempt } from './recording/attempt.entity';

export const DELIVERY_ENTITIES = [OutboxRow, EventRow, FanOutState, Lane, Delivery, Attempt];

export { DeliveryModule } from './delivery.module';

/** Can be stopped and started apart from the rest, to measure publication and delivery one by one. */
export { FanOut } from './outbox/fan-out';
