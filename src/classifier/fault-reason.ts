import { types } from 'node:util';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  EACCES: 'no permission',
  EPERM: 'no permission',
  EEXIST: 'a file is in the way',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of the path is a file',
  ENOSPC: 'the disk is full',
  EROFS: 'the disk is read-only',
};

/** The code of a fault of the file system; null for any other fault. */
export function faultCode(fault: unknown): string | null {
  return types.isNativeError(fault) && 'code' in fault && typeof fault.code === 'string' ? fault.code : null;
}

/** A fault in the words of a person, for the end of an error message. */
export function faultReason(fault: unknown): string {
  return REASONS[faultCode(fault) ?? ''] ?? (types.isNativeError(fault) ? fault.message : String(fault));
}
