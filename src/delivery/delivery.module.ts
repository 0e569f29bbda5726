import { type DynamicModule, Module } from '@nestjs/common';
import { Clock } from '../common';
import { AppConfig } from '../config';
import { EventEraser, OutboxSink } from '../events';
import { AddressPolicy, Lanes, TestSender, WebhooksModule } from '../webhooks';
import { DeliveryEngine } from './delivery-engine';
import { DeliveryMetrics } from './delivery-metrics';
import { DeliveryEventEraser } from './erasure/delivery-event-eraser';
import { ErasureRepository } from './erasure/erasure.repository';
import { Claimer } from './lanes/claimer';
import { DeliveryRepository } from './lanes/delivery.repository';
import { Drainer } from './lanes/drainer';
import { LaneManagement } from './lanes/lane-management';
import { LaneManagementRepository } from './lanes/lane-management.repository';
import { LaneRepository } from './lanes/lane.repository';
import { Sweeper } from './lanes/sweeper';
import { DeliveriesController } from './log/deliveries.controller';
import { DeliveryLogRepository } from './log/delivery-log.repository';
import { DeliveryLogService } from './log/delivery-log.service';
import { EventFeedController } from './log/event-feed.controller';
import { EventFeedRepository } from './log/event-feed.repository';
import { DeliveryOutboxSink } from './outbox/delivery-outbox-sink';
import { EventContents } from './outbox/event-contents';
import { FanOut } from './outbox/fan-out';
import { OutboxRepository } from './outbox/outbox.repository';
import { AttemptRepository } from './recording/attempt.repository';
import { Recorder } from './recording/recorder';
import { Retention } from './retention/retention';
import { RetentionRepository } from './retention/retention.repository';
import { laneSchedulerModule } from './schedulers/lane-scheduler-module';
import { DirectTestSender } from './sending/direct-test-sender';
import { Sender } from './sending/sender';
import { UndiciSender } from './sending/undici-sender';

/**
 * The way of an event from the commit to the receiver. Global, because it adapts ports of modules that must not know it:
 * the events' {@link OutboxSink} and {@link EventEraser}, the webhooks' {@link Lanes} and {@link TestSender}.
 */
@Module({
  imports: [WebhooksModule],
  controllers: [DeliveriesController, EventFeedController],
  providers: [
    AttemptRepository,
    Claimer,
    DeliveryEngine,
    DeliveryLogRepository,
    DeliveryLogService,
    DeliveryMetrics,
    DeliveryRepository,
    Drainer,
    ErasureRepository,
    EventContents,
    EventFeedRepository,
    FanOut,
    LaneManagement,
    LaneManagementRepository,
    LaneRepository,
    OutboxRepository,
    Recorder,
    Retention,
    RetentionRepository,
    Sweeper,
    { provide: OutboxSink, useClass: DeliveryOutboxSink },
    { provide: EventEraser, useClass: DeliveryEventEraser },
    { provide: Lanes, useExisting: LaneManagement },
    { provide: TestSender, useClass: DirectTestSender },
    {
      provide: Sender,
      inject: [AppConfig, AddressPolicy, Clock],
      useFactory: (config: AppConfig, addressPolicy: AddressPolicy, clock: Clock) =>
        new UndiciSender({ timeoutMs: config.webhook.timeoutMs, addressPolicy, clock }),
    },
  ],
  exports: [EventEraser, OutboxSink, Lanes, TestSender],
})
export class DeliveryModule {
  static register(config: AppConfig): DynamicModule {
    return { module: DeliveryModule, global: true, imports: [laneSchedulerModule(config)] };
  }
}
