export {
  BigIntColumn,
  BooleanColumn,
  FloatColumn,
  IdColumn,
  IntColumn,
  JsonColumn,
  KeyColumn,
  LongTextColumn,
  StringColumn,
  TimeColumn,
} from './columns';
export { connectDataSource, createDataSource, type DatabaseSettings, type Entities } from './data-source';
export { DatabaseModule } from './database.module';
export { migrate } from './migrate';
export { placeholders } from './placeholders';
export { isUniqueViolation, isUnreachable } from './transient-error';
export { UnitOfWork } from './unit-of-work';
