import { Controller, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { AnyRole } from '../auth';
import { AppConfig } from '../config';
import { EVENT_CATALOGUE } from '../events';
import { EgressIpsResponse } from './dto/egress-ips.response';
import { EventTypeResponse } from './dto/event-type.response';

/** What integrators must know and nobody can change. */
@ApiTags('webhooks')
@ApiBearerAuth()
@Controller()
@AnyRole()
export class IntegrationFactsController {
  constructor(private readonly config: AppConfig) {}

  /** Every type of event with its name, JSON Schema and example. */
  @Get('event-types')
  eventTypes(): EventTypeResponse[] {
    return EVENT_CATALOGUE.map(({ code, name, description, schema, example }) => ({
      code,
      name,
      description: description.en,
      schema,
      example,
    }));
  }

  /** The addresses that webhooks are sent from, as configured. */
  @Get('egress-ips')
  egressIps(): EgressIpsResponse {
    const { egressIps } = this.config.webhook;
    return {
      ipv4: egressIps.filter((address) => !address.includes(':')),
      ipv6: egressIps.filter((address) => address.includes(':')),
    };
  }
}
