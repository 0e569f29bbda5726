import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { AnyRole, Public } from './access/access';
import type { AuthenticatedUser } from './access/authenticated-user';
import { CurrentUser } from './access/current-user.decorator';
import { AuthService } from './auth.service';
import { LoginRequest } from './dto/login.request';
import { MeResponse } from './dto/me.response';
import { RefreshRequest } from './dto/refresh.request';
import { RegisterRequest } from './dto/register.request';
import { SessionResponse } from './dto/session.response';
import { RateLimited } from './rate-limits/rate-limited.decorator';

@ApiTags('auth')
@Controller('auth')
export class AuthController {
  constructor(private readonly auth: AuthService) {}

  /** Registers a new organization with its first ADMIN and signs that user in. */
  @Post('register')
  @HttpCode(200)
  @Public()
  @RateLimited('register')
  register(@Body() request: RegisterRequest): Promise<SessionResponse> {
    return this.auth.register(request);
  }

  @Post('login')
  @HttpCode(200)
  @Public()
  @RateLimited('login')
  login(@Body() request: LoginRequest): Promise<SessionResponse> {
    return this.auth.login(request);
  }

  /** Exchanges a refresh token, which works once, for a new pair of tokens. */
  @Post('refresh')
  @HttpCode(200)
  @Public()
  @RateLimited('refresh')
  refresh(@Body() { refreshToken }: RefreshRequest): Promise<SessionResponse> {
    return this.auth.refresh(refreshToken);
  }

  @Get('me')
  @AnyRole()
  @ApiBearerAuth()
  me(@CurrentUser() user: AuthenticatedUser): Promise<MeResponse> {
    return this.auth.me(user);
  }
}
