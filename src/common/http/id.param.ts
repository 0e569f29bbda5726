import { Injectable, Param, type PipeTransform } from '@nestjs/common';
import { AppError } from '../errors/app-error';

const ID_PATTERN = /^[1-9]\d{0,15}$/;

@Injectable()
class IdPipe implements PipeTransform<string, number> {
  transform(value: string): number {
    const id = Number(value);
    if (!ID_PATTERN.test(value) || !Number.isSafeInteger(id)) {
      throw AppError.invalidField('id', 'must be a positive integer', 'request.invalid_id');
    }
    return id;
  }
}

/** A path parameter that is a row's id. */
export const IdParam = (name = 'id') => Param(name, IdPipe);
