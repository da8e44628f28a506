import { expectTypeOf } from 'expect-type';

import type {
  ActionFailedError,
  ActionResult,
  AgentError,
  ApplicationError,
  AuthenticationError,
  CertificateError,
  CharmError,
  ClientStoreError,
  CommandError,
  CommandResult,
  ConnectionClosedError,
  ConnectionFailedError,
  ConnectionLostError,
  ControllerNotFoundError,
  EntityNotFoundError,
  FacadeNotSupportedError,
  JujuApiError,
  JujuBulkError,
  JujuError,
  LogEntry,
  MachineError,
  MessageTooLargeError,
  ModelInUseError,
  ModelLeftOverError,
  ModelNotDestroyedError,
  ModelNotFoundError,
  NoModelError,
  OptionError,
  ProgramNotFoundError,
  ProtocolError,
  Reason,
  RequestAbortedError,
  RequestTimeoutError,
  Status,
  TestFileError,
  UnitError,
  WaitAbortedError,
  WaitError,
  WaitEvidence,
  WaitFailedError,
  WaitPolls,
  WaitTimeoutError,
} from '../../src/index';

type Every =
  | ActionFailedError
  | AuthenticationError
  | CertificateError
  | CharmError
  | ClientStoreError
  | CommandError
  | ConnectionClosedError
  | ConnectionFailedError
  | ControllerNotFoundError
  | EntityNotFoundError
  | FacadeNotSupportedError
  | JujuApiError
  | JujuBulkError
  | ModelInUseError
  | ModelNotDestroyedError
  | ModelNotFoundError
  | NoModelError
  | OptionError
  | ProgramNotFoundError
  | RequestAbortedError
  | RequestTimeoutError
  | TestFileError
  | WaitError;

test('every error is a JujuError, with a code', () => {
  expectTypeOf<Every>().toExtend<JujuError>();
  expectTypeOf<JujuError>().toExtend<Error>();
  expectTypeOf<Every['code']>().toEqualTypeOf<string>();
});

test('kinds of errors can be caught as what they are kinds of', () => {
  expectTypeOf<WaitTimeoutError | WaitAbortedError | WaitFailedError>().toExtend<WaitError>();
  expectTypeOf<MachineError | AgentError | UnitError | ApplicationError>().toExtend<WaitFailedError>();
  expectTypeOf<
    ConnectionLostError | MessageTooLargeError | ProtocolError
  >().toExtend<ConnectionClosedError>();
  expectTypeOf<ModelLeftOverError>().toExtend<ModelNotDestroyedError>();
});

test('an error of a wait has its evidence', () => {
  expectTypeOf<WaitError>().toExtend<WaitEvidence>();
  expectTypeOf<WaitError['reasons']>().toEqualTypeOf<readonly Reason[]>();
  expectTypeOf<WaitError['status']>().toEqualTypeOf<Status | undefined>();
  expectTypeOf<WaitError['logs']>().toEqualTypeOf<readonly LogEntry[]>();
  expectTypeOf<WaitError['elapsed']>().toEqualTypeOf<number>();
  expectTypeOf<WaitPolls>().toEqualTypeOf<{
    readonly ok: number;
    readonly failed: number;
    readonly disconnects: number;
  }>();
});

test('others have theirs', () => {
  expectTypeOf<ActionFailedError['result']>().toEqualTypeOf<ActionResult>();
  expectTypeOf<CommandError>().toExtend<CommandResult>();
  expectTypeOf<JujuBulkError['errors']>().toEqualTypeOf<readonly JujuApiError[]>();
  expectTypeOf<CharmError['path']>().toEqualTypeOf<string>();
  expectTypeOf<ConnectionClosedError['maybeApplied']>().toEqualTypeOf<boolean>();
  expectTypeOf<ModelNotDestroyedError['modelUuid']>().toEqualTypeOf<string>();
});
