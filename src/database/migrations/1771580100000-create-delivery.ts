import type { MigrationInterface, QueryRunner } from 'typeorm';
import { column, createTable, dropTables } from '../portable-table';

/** The way of an event: outbox, events, lanes, deliveries, attempts. */
export class CreateDelivery1771580100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const event = {
      event_id: column.string(36),
      organization_id: column.bigint(),
      type: column.string(60),
      occurred_at: column.time(),
      message: column.longText(),
    };
    await createTable(runner, { name: 'outbox', columns: { id: column.id(), ...event } });
    await createTable(runner, {
      name: 'events',
      columns: { id: column.key(), ...event },
      indexes: [
        { name: 'events_event_id', columns: ['event_id'], unique: true },
        { name: 'events_organization', columns: ['organization_id', 'id'] },
      ],
    });
    await createTable(runner, {
      name: 'fan_out_state',
      columns: { id: column.key(), last_event_id: column.bigint(), last_fan_out_at: column.time() },
    });
    await runner.query('INSERT INTO fan_out_state (id, last_event_id, last_fan_out_at) VALUES (1, 0, 0)');
    await createTable(runner, {
      name: 'lanes',
      columns: {
        webhook_id: column.key(),
        organization_id: column.bigint(),
        state: column.string(10),
        failure_count: column.int(),
        closed_until: column.time({ nullable: true }),
        last_failed_delivery_id: column.bigint({ nullable: true }),
        last_success_at: column.time({ nullable: true }),
        last_failure_at: column.time({ nullable: true }),
        disabled_reason: column.string(300, { nullable: true }),
        disabled_at: column.time({ nullable: true }),
        epoch: column.int(),
        due_at: column.time({ nullable: true }),
        lease_owner: column.string(36, { nullable: true }),
        lease_until: column.time({ nullable: true }),
      },
      indexes: [
        { name: 'lanes_due', columns: ['due_at'] },
        { name: 'lanes_organization_state', columns: ['organization_id', 'state'] },
      ],
    });
    await createTable(runner, {
      name: 'deliveries',
      columns: {
        id: column.id(),
        webhook_id: column.bigint(),
        event_id: column.bigint(),
        event_type: column.string(60),
        status: column.string(10),
        attempt_count: column.int(),
        attempt_limit: column.int({ nullable: true }),
        next_attempt_at: column.time({ nullable: true }),
        created_at: column.time(),
        completed_at: column.time({ nullable: true }),
        last_error: column.string(300, { nullable: true }),
      },
      indexes: [
        { name: 'deliveries_webhook_event', columns: ['webhook_id', 'event_id'], unique: true },
        { name: 'deliveries_due', columns: ['webhook_id', 'next_attempt_at'] },
      ],
    });
    await createTable(runner, {
      name: 'attempts',
      columns: {
        id: column.id(),
        delivery_id: column.bigint(),
        number: column.int(),
        started_at: column.time(),
        duration_ms: column.int(),
        outcome: column.string(30),
        status_code: column.int({ nullable: true }),
        error: column.string(300, { nullable: true }),
        signature: column.string(80),
        standard_signature: column.string(200),
        signature_encoding: column.string(5),
        extra_headers: column.json({ nullable: true }),
        response_headers: column.json({ nullable: true }),
        response_body: column.longText({ nullable: true }),
        decision: column.string(300),
        next_attempt_at: column.time({ nullable: true }),
      },
      indexes: [{ name: 'attempts_delivery', columns: ['delivery_id'] }],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, 'attempts', 'deliveries', 'lanes', 'fan_out_state', 'events', 'outbox');
  }
}
