import { Global, Module } from '@nestjs/common';
import { UnexpectedErrorReporter } from '../common';
import { MaintenanceController } from './maintenance.controller';
import { MaintenanceRepository } from './maintenance.repository';
import { MaintenanceService } from './maintenance.service';
import { SystemErrorMarksRepository } from './system-error-marks.repository';
import { SystemErrorReporter } from './system-error-reporter';

/** Events about the product itself. Global, so that background work anywhere can report its failures. */
@Global()
@Module({
  controllers: [MaintenanceController],
  providers: [
    MaintenanceService,
    MaintenanceRepository,
    SystemErrorMarksRepository,
    { provide: UnexpectedErrorReporter, useClass: SystemErrorReporter },
  ],
  exports: [UnexpectedErrorReporter],
})
export class SystemModule {}
