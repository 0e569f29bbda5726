import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Public } from '../auth';
import { HealthService } from './health.service';
import { LiveResponse } from './live.response';
import { ReadyResponse } from './ready.response';

@ApiTags('health')
@Controller('health')
@Public()
export class HealthController {
  constructor(private readonly health: HealthService) {}

  /** The process runs and answers. */
  @Get('live')
  live(): LiveResponse {
    return { status: 'ok' };
  }

  /** 200 where the process can serve: `ok`, or `degraded` with the reasons. 503 where it cannot. */
  @Get('ready')
  ready(): Promise<ReadyResponse> {
    return this.health.ready();
  }
}
