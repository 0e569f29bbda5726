import { Body, Controller, Delete, Get, HttpCode, Patch, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { type AuthenticatedUser, CurrentUser, Roles } from '../auth';
import { IdParam } from '../common';
import { CreateWebhookRequest } from './dto/create-webhook.request';
import { CreatedWebhookResponse } from './dto/created-webhook.response';
import { EnableWebhookRequest } from './dto/enable-webhook.request';
import { TestResultResponse } from './dto/test-result.response';
import { TestWebhookRequest } from './dto/test-webhook.request';
import { UpdatedWebhookResponse } from './dto/updated-webhook.response';
import { UpdateWebhookRequest } from './dto/update-webhook.request';
import { WebhookResponse } from './dto/webhook.response';
import { WebhooksService } from './webhooks.service';

@ApiTags('webhooks')
@ApiBearerAuth()
@Controller('webhooks')
@Roles('ADMIN', 'HR')
export class WebhooksController {
  constructor(private readonly webhooks: WebhooksService) {}

  /** Creates a webhook. The answer holds the secret, this once. */
  @Post()
  @HttpCode(200)
  create(
    @CurrentUser() user: AuthenticatedUser,
    @Body() request: CreateWebhookRequest,
  ): Promise<CreatedWebhookResponse> {
    return this.webhooks.create(user, request);
  }

  /** The caller's webhooks, for an ADMIN the organization's, oldest first. A plain array. */
  @Get()
  list(@CurrentUser() user: AuthenticatedUser): Promise<WebhookResponse[]> {
    return this.webhooks.list(user);
  }

  @Get(':id')
  get(@CurrentUser() user: AuthenticatedUser, @IdParam() id: number): Promise<WebhookResponse> {
    return this.webhooks.get(user, id);
  }

  /** Changes settings, from the next attempt on. */
  @Patch(':id')
  update(
    @CurrentUser() user: AuthenticatedUser,
    @IdParam() id: number,
    @Body() request: UpdateWebhookRequest,
  ): Promise<UpdatedWebhookResponse> {
    return this.webhooks.update(user, id, request);
  }

  /** Deletes a webhook and cancels its pending deliveries. */
  @Delete(':id')
  delete(@CurrentUser() user: AuthenticatedUser, @IdParam() id: number): Promise<void> {
    return this.webhooks.delete(user, id);
  }

  /** Resets the failure count and delivers what was held, oldest first, or cancels it. */
  @Post(':id/enable')
  @HttpCode(200)
  enable(
    @CurrentUser() user: AuthenticatedUser,
    @IdParam() id: number,
    @Body() { discardHeld = false }: EnableWebhookRequest,
  ): Promise<WebhookResponse> {
    return this.webhooks.enable(user, id, discardHeld);
  }

  /** Holds all deliveries, new ones included, until the webhook is enabled again. */
  @Post(':id/disable')
  @HttpCode(200)
  disable(@CurrentUser() user: AuthenticatedUser, @IdParam() id: number): Promise<WebhookResponse> {
    return this.webhooks.disable(user, id);
  }

  /** Sends the example of a type now and answers what the receiver said. Never counted as a failure. */
  @Post(':id/test')
  @HttpCode(200)
  test(
    @CurrentUser() user: AuthenticatedUser,
    @IdParam() id: number,
    @Body() request: TestWebhookRequest,
  ): Promise<TestResultResponse> {
    return this.webhooks.test(user, id, request);
  }
}
