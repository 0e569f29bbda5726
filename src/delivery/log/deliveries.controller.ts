import { Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { type AuthenticatedUser, CurrentUser, Roles } from '../../auth';
import { ApiPage, IdParam, type Page } from '../../common';
import { type DeliveryDetailResponse, DeliveryResponse } from './delivery.response';
import { DeliveryLogService } from './delivery-log.service';
import { ListDeliveriesQuery } from './list-deliveries.query';

@ApiTags('deliveries')
@ApiBearerAuth()
@Roles('ADMIN', 'HR')
@Controller()
export class DeliveriesController {
  constructor(private readonly log: DeliveryLogService) {}

  /** The deliveries of a webhook, newest first. */
  @Get('webhooks/:id/deliveries')
  @ApiPage(DeliveryResponse)
  list(
    @CurrentUser() user: AuthenticatedUser,
    @IdParam() webhookId: number,
    @Query() query: ListDeliveriesQuery,
  ): Promise<Page<DeliveryResponse>> {
    return this.log.list(user, webhookId, query);
  }

  /** A delivery with its event, the request as it was sent, and every attempt. */
  @Get('deliveries/:id')
  get(@CurrentUser() user: AuthenticatedUser, @IdParam() id: number): Promise<DeliveryDetailResponse> {
    return this.log.get(user, id);
  }

  /** One more attempt now, whatever the state of the delivery and of its webhook. */
  @Post('deliveries/:id/retry')
  @HttpCode(200)
  retry(@CurrentUser() user: AuthenticatedUser, @IdParam() id: number): Promise<DeliveryResponse> {
    return this.log.retry(user, id);
  }
}
