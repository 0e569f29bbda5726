import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { type AuthenticatedUser, CurrentUser, Roles } from '../auth';
import { ApiPage, IdParam, type Page } from '../common';
import { AdminWebhookResponse } from './dto/admin-webhook.response';
import { EnableWebhookRequest } from './dto/enable-webhook.request';
import { ListAdminWebhooksQuery } from './dto/list-admin-webhooks.query';
import { WebhookAdminService } from './webhook-admin.service';

@ApiTags('administration')
@ApiBearerAuth()
@Controller('admin/webhooks')
@Roles('ADMIN', 'OPERATOR')
export class AdminWebhooksController {
  constructor(private readonly admin: WebhookAdminService) {}

  /** Webhooks of the organization, for an OPERATOR of all, oldest first. `enabled=false` finds those that need care. */
  @Get()
  @ApiPage(AdminWebhookResponse)
  list(
    @CurrentUser() user: AuthenticatedUser,
    @Query() query: ListAdminWebhooksQuery,
  ): Promise<Page<AdminWebhookResponse>> {
    return this.admin.list(user, query);
  }

  /** Enables a webhook on its owner's behalf. */
  @Post(':id/enable')
  @HttpCode(200)
  enable(
    @CurrentUser() user: AuthenticatedUser,
    @IdParam() id: number,
    @Body() { discardHeld = false }: EnableWebhookRequest,
  ): Promise<AdminWebhookResponse> {
    return this.admin.enable(user, id, discardHeld);
  }
}
