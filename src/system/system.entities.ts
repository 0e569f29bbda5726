import { MaintenanceAnnouncement } from './entities/maintenance-announcement.entity';
import { SystemErrorMark } from './entities/system-error-mark.entity';

export const SYSTEM_ENTITIES = [MaintenanceAnnouncement, SystemErrorMark];
