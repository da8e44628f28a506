WHO = 'the charm'
