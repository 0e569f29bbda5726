import { IsIn } from 'class-validator';
import { PageQuery } from '../../common';
import { IfGiven } from './webhook-fields';

export class ListAdminWebhooksQuery extends PageQuery {
  /** `false`: only those that are disabled; `true`: only the others. */
  @IfGiven()
  @IsIn(['true', 'false'])
  enabled?: 'true' | 'false';
}
