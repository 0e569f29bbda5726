import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { ApiPage, type Page, PageQuery } from '../../common';
import { Roles } from '../access/access';
import type { AuthenticatedUser } from '../access/authenticated-user';
import { CurrentUser } from '../access/current-user.decorator';
import { AuthService } from '../auth.service';
import { CreateUserRequest } from '../dto/create-user.request';
import { UserResponse } from '../dto/user.response';

@ApiTags('users')
@ApiBearerAuth()
@Controller('users')
@Roles('ADMIN')
export class UsersController {
  constructor(private readonly auth: AuthService) {}

  /** Adds an ADMIN, HR or INTERVIEWER to the caller's organization. */
  @Post()
  @HttpCode(200)
  create(@CurrentUser() admin: AuthenticatedUser, @Body() request: CreateUserRequest): Promise<UserResponse> {
    return this.auth.createUser(admin, request);
  }

  /** The users of the caller's organization, oldest first. */
  @Get()
  @ApiPage(UserResponse)
  list(@CurrentUser() admin: AuthenticatedUser, @Query() query: PageQuery): Promise<Page<UserResponse>> {
    return this.auth.listUsers(admin, query);
  }
}
