import { newState } from '../../support/embedded-domain';

test('credentials are kept by cloud, owner and name', () => {
  const { credentials } = newState();
  const key = { cloud: 'aws', owner: 'admin', name: 'default' };
  credentials.set({ ...key, authType: 'access-key', attributes: { 'secret-key': 'hush' } });
  credentials.set({ ...key, name: 'other', authType: 'access-key', attributes: {} });
  expect(credentials.of('aws', 'admin').map(({ name }) => name)).toEqual(['default', 'other']);
  expect(credentials.get('aws', 'admin', 'default')).toMatchObject({ valid: true, revoked: false });
  credentials.remove('aws', 'admin', 'default');
  expect(() => credentials.get('aws', 'admin', 'default')).toThrow(
    'cloud credential "aws/admin/default" not found',
  );
});
