import { Controller, Get, Param, ParseUUIDPipe, Post, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { type AuthenticatedUser, CurrentUser, Roles } from '../auth';
import { ApiPage, AppError, IdParam, type Page, RawResponse } from '../common';
import { BatchItemResponse } from './dto/batch-item.response';
import { ListResumesQuery } from './dto/list-resumes.query';
import { ParseTaskResponse } from './dto/parse-task.response';
import { ResumeDetailResponse, ResumeResponse, UploadedResumeResponse } from './dto/resume.response';
import { filesOf } from './multipart-files';
import { ResumeUploadsService } from './resume-uploads.service';
import { ResumesService } from './resumes.service';

const MAX_BATCH_FILES = 20;
const FILE = { type: 'string', format: 'binary' } as const;
const taskIdPipe = new ParseUUIDPipe({ exceptionFactory: () => AppError.invalidField('taskId', 'must be a UUID') });

@ApiTags('resumes')
@ApiBearerAuth()
@Controller('resumes')
@Roles('ADMIN', 'HR')
export class ResumesController {
  constructor(
    private readonly resumes: ResumesService,
    private readonly uploads: ResumeUploadsService,
  ) {}

  /** Stores a PDF, DOCX, DOC or TXT of at most 10 MiB and queues it for parsing. The same bytes again answer the first upload's résumé. */
  @Post()
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: { type: 'object', required: ['file'], properties: { file: FILE } } })
  upload(@CurrentUser() user: AuthenticatedUser, @Req() request: FastifyRequest): Promise<UploadedResumeResponse> {
    return this.uploads.upload(user, 'file', filesOf(request, 'file', 1));
  }

  /** As many as 20 files at once, with one result for each. */
  @Post('batch')
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: { type: 'object', required: ['files'], properties: { files: { type: 'array', items: FILE } } } })
  uploadBatch(@CurrentUser() user: AuthenticatedUser, @Req() request: FastifyRequest): Promise<BatchItemResponse[]> {
    return this.uploads.uploadBatch(user, 'files', filesOf(request, 'files', MAX_BATCH_FILES));
  }

  /** The organization's résumés, newest first. */
  @Get()
  @ApiPage(ResumeResponse)
  list(@CurrentUser() user: AuthenticatedUser, @Query() query: ListResumesQuery): Promise<Page<ResumeResponse>> {
    return this.resumes.list(user, query);
  }

  /** How far the parsing of a résumé has come. */
  @Get('tasks/:taskId')
  task(
    @CurrentUser() user: AuthenticatedUser,
    @Param('taskId', taskIdPipe) taskId: string,
  ): Promise<ParseTaskResponse> {
    return this.resumes.getTask(user, taskId.toLowerCase());
  }

  /** A résumé with every field that was read from it, its confidence and its evidence. */
  @Get(':id')
  get(@CurrentUser() user: AuthenticatedUser, @IdParam() id: number): Promise<ResumeDetailResponse> {
    return this.resumes.get(user, id);
  }

  /** The original file. */
  @Get(':id/file')
  @RawResponse()
  async download(@CurrentUser() user: AuthenticatedUser, @IdParam() id: number): Promise<StreamableFile> {
    const { fileName, fileType, fileSize, content } = await this.resumes.open(user, id);
    return new StreamableFile(content, { type: fileType, length: fileSize, disposition: attachment(fileName) });
  }

  /** Parses a résumé again, after a failure or to read more of it. Answers the résumé with its new task. */
  @Post(':id/parse')
  parse(@CurrentUser() user: AuthenticatedUser, @IdParam() id: number): Promise<ResumeResponse> {
    return this.resumes.parseAgain(user, id);
  }
}

/** RFC 6266, with the name in UTF-8 as RFC 8187 writes it. */
function attachment(fileName: string): string {
  const encoded = encodeURIComponent(fileName).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16)}`,
  );
  return `attachment; filename*=UTF-8''${encoded}`;
}
