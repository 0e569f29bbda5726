import { type ValidationError, ValidationPipe } from '@nestjs/common';
import { AppError, type ErrorDetail } from '../errors/app-error';

function flatten(errors: ValidationError[], path: string): ErrorDetail[] {
  return errors.flatMap((error) => {
    const field = path ? `${path}.${error.property}` : error.property;
    const own = Object.entries(error.constraints ?? {}).map(([rule, message]) => ({
      field,
      message: rule === 'whitelistValidation' ? 'this field is not known' : message,
    }));
    return [...own, ...flatten(error.children ?? [], field)];
  });
}

/** Validates bodies, queries and parameters by their classes; unknown fields are refused by name. */
export function createValidationPipe(): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) => {
      const details = flatten(errors, '');
      return new AppError({
        type: 'request.validation_failed',
        kind: 'malformed',
        message: details.map((d) => `${d.field}: ${d.message}`).join('; ') || 'The request is not valid.',
        details,
      });
    },
  });
}
