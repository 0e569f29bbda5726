import { IsNotEmpty, IsString, MaxLength } from 'class-validator';
import { Trimmed } from '../../common';

export class AnnounceMaintenanceRequest {
  /** 1–200 characters. */
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  title: string;

  /** 1–2 000 characters. */
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(2000)
  message: string;

  /** yyyy-MM-ddTHH:mm:ss */
  @IsString()
  startsAt: string;

  /** yyyy-MM-ddTHH:mm:ss, after `startsAt`. */
  @IsString()
  endsAt: string;
}
