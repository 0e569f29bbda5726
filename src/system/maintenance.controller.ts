import { Body, Controller, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { type AuthenticatedUser, CurrentUser, Roles } from '../auth';
import { LocalTime } from '../common';
import { AnnounceMaintenanceRequest } from './dto/announce-maintenance.request';
import { MaintenanceResponse } from './dto/maintenance.response';
import { MaintenanceService } from './maintenance.service';

@ApiTags('system')
@ApiBearerAuth()
@Controller('system/maintenance')
@Roles('OPERATOR')
export class MaintenanceController {
  constructor(
    private readonly maintenance: MaintenanceService,
    private readonly time: LocalTime,
  ) {}

  /** Announces a maintenance to every organization as a `system.maintenance` event. */
  @Post()
  async announce(
    @CurrentUser() user: AuthenticatedUser,
    @Body() request: AnnounceMaintenanceRequest,
  ): Promise<MaintenanceResponse> {
    return MaintenanceResponse.of(await this.maintenance.announce(user, request), this.time);
  }
}
