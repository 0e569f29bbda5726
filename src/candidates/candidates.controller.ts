import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { type AuthenticatedUser, CurrentUser, Roles } from '../auth';
import { ApiPage, IdParam, LocalTime, type Page } from '../common';
import { notJustDeleted } from './candidates.errors';
import { CandidatesService } from './candidates.service';
import { CandidateResponse } from './dto/candidate.response';
import { CreateCandidateRequest } from './dto/create-candidate.request';
import { DeleteCandidateQuery } from './dto/delete-candidate.query';
import { ErasureReceiptResponse } from './dto/erasure-receipt.response';
import { ListCandidatesQuery } from './dto/list-candidates.query';
import { MergeCandidateRequest } from './dto/merge-candidate.request';
import { UpdateCandidateRequest } from './dto/update-candidate.request';
import { CandidateErasureService } from './erasure/candidate-erasure.service';
import { CandidateMerger } from './merging/candidate-merger';

@ApiTags('candidates')
@ApiBearerAuth()
@Controller('candidates')
@Roles('ADMIN', 'HR')
export class CandidatesController {
  constructor(
    private readonly candidates: CandidatesService,
    private readonly merger: CandidateMerger,
    private readonly erasure: CandidateErasureService,
    private readonly time: LocalTime,
  ) {}

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

  /**
   * Merges a duplicate into this candidate: its résumés and applications move here, and it adds what was not known. Where
   * both have applied for a job, this candidate's application counts. The duplicate's id answers 404 and names this one.
   */
  @Post(':id/merge')
  async merge(
    @CurrentUser() user: AuthenticatedUser,
    @IdParam() id: number,
    @Body() request: MergeCandidateRequest,
  ): Promise<CandidateResponse> {
    return CandidateResponse.of(await this.merger.merge(user, id, request), this.time);
  }

  /**
   * With `erase=true` removes the person from everything that is stored: candidate, résumés and files, notes, the data
   * of events, what receivers answered. Cancels what was still to be delivered. Cannot be undone; asked again, it
   * answers the same receipt. Without `erase=true` it is refused.
   */
  @Delete(':id')
  @Roles('ADMIN')
  delete(
    @CurrentUser() user: AuthenticatedUser,
    @IdParam() id: number,
    @Query() query: DeleteCandidateQuery,
  ): Promise<ErasureReceiptResponse> {
    if (query.erase !== 'true') throw notJustDeleted();
    return this.erasure.erase(user, id);
  }
}
