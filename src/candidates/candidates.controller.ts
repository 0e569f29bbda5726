import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { type AuthenticatedUser, CurrentUser, Roles } from '../auth';
import { ApiPage, IdParam, type Page } from '../common';
import { CandidatesService } from './candidates.service';
import { CandidateResponse } from './dto/candidate.response';
import { CreateCandidateRequest } from './dto/create-candidate.request';
import { ListCandidatesQuery } from './dto/list-candidates.query';
import { UpdateCandidateRequest } from './dto/update-candidate.request';

@ApiTags('candidates')
@ApiBearerAuth()
@Controller('candidates')
@Roles('ADMIN', 'HR')
export class CandidatesController {
  constructor(private readonly candidates: CandidatesService) {}

  /** Enters a candidate by hand. One whose e-mail address or phone number is on file already is refused with 409. */
  @Post()
  create(@CurrentUser() user: AuthenticatedUser, @Body() request: CreateCandidateRequest): Promise<CandidateResponse> {
    return this.candidates.create(user, request);
  }

  /** The organization's candidates, newest first. */
  @Get()
  @ApiPage(CandidateResponse)
  list(@CurrentUser() user: AuthenticatedUser, @Query() query: ListCandidatesQuery): Promise<Page<CandidateResponse>> {
    return this.candidates.list(user, query);
  }

  @Get(':id')
  get(@CurrentUser() user: AuthenticatedUser, @IdParam() id: number): Promise<CandidateResponse> {
    return this.candidates.get(user, id);
  }

  /** Changes fields of the version that was read. What is changed here, parsing no longer overwrites. */
  @Patch(':id')
  update(
    @CurrentUser() user: AuthenticatedUser,
    @IdParam() id: number,
    @Body() request: UpdateCandidateRequest,
  ): Promise<CandidateResponse> {
    return this.candidates.update(user, id, request);
  }
}
