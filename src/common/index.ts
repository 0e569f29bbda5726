export { Clock, type ClockTimer } from './clock/clock';
export { FakeClock } from './clock/fake-clock';
export { LocalTime } from './clock/local-time';
export { SystemClock } from './clock/system-clock';
export { CommonModule } from './common.module';
export { AppError, type AppErrorOptions, type ErrorDetail } from './errors/app-error';
export { ERROR_KINDS, type ErrorKind, HTTP_STATUS_OF_KIND } from './errors/error-kind';
export {
  SilentUnexpectedErrorReporter,
  type UnexpectedErrorContext,
  UnexpectedErrorReporter,
} from './errors/unexpected-error-reporter';
export { type PartCheck, type PartHealth, Readiness } from './health/readiness';
export { ApiPage } from './http/api-page.decorator';
export { EnvelopeInterceptor, RawResponse } from './http/envelope.interceptor';
export { ErrorFilter } from './http/error.filter';
export { routeNotFound } from './http/framework-errors';
export { IdParam } from './http/id.param';
export { decodeCursor, encodeCursor, type Page, PageQuery, toPage } from './http/page';
export { Trimmed } from './http/trimmed.decorator';
export { createValidationPipe } from './http/validation.pipe';
export { newId } from './ids/new-id';
export { Logger, type LogFields, type LogLevel } from './logging/logger';
export { Metrics } from './metrics/metrics';
export {
  type ErasedRecords,
  type Person,
  PERSON_RECORD_KINDS,
  type PersonRecordKind,
  PersonRecords,
} from './person-records/person-records';
export { PersonRecordsRegistry } from './person-records/person-records-registry';
