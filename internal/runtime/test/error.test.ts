import { describe, expect, it, vi } from 'vitest';
import { KeelsonError } from '../src/error.js';

class AuditError extends KeelsonError<'AUDIT_BUSY'> {
  static override readonly brand: string = '@keelson/audit/AuditError';
}
class Unbranded extends AuditError {}

describe('KeelsonError', () => {
  it('carries a code, a message, a cause and whether to retry', () => {
    const cause = new Error('SQLITE_BUSY');
    const error = new AuditError('AUDIT_BUSY', 'Try again.', {
      cause,
      retryable: true,
      details: { waitedMs: 3 },
    });
    expect(error).toMatchObject({ name: 'AuditError', code: 'AUDIT_BUSY', cause, retryable: true });
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      name: 'AuditError',
      code: 'AUDIT_BUSY',
      message: 'Try again.',
      retryable: true,
      details: { waitedMs: 3 },
    });
    expect('cause' in new AuditError('AUDIT_BUSY', 'Try again.')).toBe(false);
  });

  it('is an instance of its class in another copy of the module', async () => {
    vi.resetModules();
    const copy = await import('../src/error.js');
    class CopiedAuditError extends copy.KeelsonError<'AUDIT_BUSY'> {
      static override readonly brand: string = '@keelson/audit/AuditError';
    }
    expect(copy.KeelsonError).not.toBe(KeelsonError);
    const error = new CopiedAuditError('AUDIT_BUSY', 'Try again.');
    expect(error).toBeInstanceOf(AuditError);
    expect(error).toBeInstanceOf(KeelsonError);
    expect(new AuditError('AUDIT_BUSY', '')).toBeInstanceOf(CopiedAuditError);
  });

  it('is no instance of a sibling, nor is anything else', () => {
    class SearchError extends KeelsonError {
      static override readonly brand: string = '@keelson/search/SearchError';
    }
    const error = new AuditError('AUDIT_BUSY', '');
    expect(error instanceof SearchError).toBe(false);
    for (const value of [new Error(''), {}, null, undefined, 'text', { code: 'AUDIT_BUSY' }]) {
      expect((value as unknown) instanceof KeelsonError).toBe(false);
    }
  });

  it('tells a subclass without a brand apart by its prototype', () => {
    expect(new AuditError('AUDIT_BUSY', '') instanceof Unbranded).toBe(false);
    expect(new Unbranded('AUDIT_BUSY', '')).toBeInstanceOf(Unbranded);
    expect(new Unbranded('AUDIT_BUSY', '')).toBeInstanceOf(AuditError);
  });
});
