import { Controller, Get, Post, Query } from '@nestjs/common';
import { type AuthenticatedUser, CurrentUser, Roles } from '../../auth';
import { IdParam, type Page } from '../../common';
import type { DeliveryDetailResponse, DeliveryResponse } from './delivery.response';
import { DeliveryLogService } from './delivery-log.service';
import { ListDeliveriesQuery } from './list-deliveries.query';

@Roles('ADMIN', 'HR')
@Controller()
export class DeliveriesController {
  constructor(private readonly log: DeliveryLogService) {}

  @Get('webhooks/:id/deliveries')
  list(
    @CurrentUser() user: AuthenticatedUser,
    @IdParam() webhookId: number,
    @Query() query: ListDeliveriesQuery,
  ): Promise<Page<DeliveryResponse>> {
    return this.log.list(user, webhookId, query);
  }

  @Get('deliveries/:id')
  get(@CurrentUser() user: AuthenticatedUser, @IdParam() id: number): Promise<DeliveryDetailResponse> {
    return this.log.get(user, id);
  }

  @Post('deliveries/:id/retry')
  retry(@CurrentUser() user: AuthenticatedUser, @IdParam() id: number): Promise<DeliveryResponse> {
    return this.log.retry(user, id);
  }
}
