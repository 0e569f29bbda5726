import type { LocalTime } from '../../common';
import type { MaintenanceAnnouncement } from '../entities/maintenance-announcement.entity';

export class MaintenanceResponse {
  id: number;
  title: string;
  message: string;
  /** yyyy-MM-ddTHH:mm:ss */
  startsAt: string;
  endsAt: string;
  /** Organizations that were told. */
  organizationCount: number;
  createdAt: string;

  static of(announcement: MaintenanceAnnouncement, time: LocalTime): MaintenanceResponse {
    return {
      id: announcement.id,
      title: announcement.title,
      message: announcement.message,
      startsAt: time.format(announcement.startsAt),
      endsAt: time.format(announcement.endsAt),
      organizationCount: announcement.announcedCount,
      createdAt: time.format(announcement.createdAt),
    };
  }
}
