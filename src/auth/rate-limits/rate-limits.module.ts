import { Module } from '@nestjs/common';
import { ThrottlerModule } from '@nestjs/throttler';
import { AppConfig } from '../../config';
import { createThrottlers } from './throttlers';
import { WindowStorage } from './window-storage';

@Module({ providers: [WindowStorage], exports: [WindowStorage] })
class WindowStorageModule {}

@Module({
  imports: [
    ThrottlerModule.forRootAsync({
      imports: [WindowStorageModule],
      inject: [AppConfig, WindowStorage],
      useFactory: createThrottlers,
    }),
  ],
  exports: [ThrottlerModule],
})
export class RateLimitsModule {}
