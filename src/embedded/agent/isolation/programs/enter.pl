# Runs one process of a charm in the jail of its unit, with process ids of its own: none of them survives it.
# perl enter.pl NUMBERS HOLDER PARENT TOKEN FILE_SIZE FOLDER COMMAND ARGUMENT…
#
# Ends as the command has ended, by the same code or the same signal. What keeps it from being started is said on
# standard error, behind the token, which only we know.
use strict;

my ($numbers, $holder, $parent, $token, $file_size, $folder, @command) = @ARGV;
my ($nr_mount, $nr_unshare, $nr_setns, $nr_prctl, $nr_setrlimit, $nr_capset, $nr_close_range) = map { $_ + 0 } split /,/, $numbers;
my ($MS_RDONLY, $MS_REMOUNT, $MS_BIND, $MS_REC) = (1, 32, 4096, 16384);
my $safe = 2 | 4 | 8;    # nosuid, nodev, noexec

sub fail { my ($step) = @_; my $number = $! + 0; syswrite STDERR, "$token\t$step\t$number\t$!\n"; exit 1 }

sub mount_at {
    my ($source, $target, $type, $flags) = @_;
    return syscall($nr_mount, "$source", "$target", "$type", $flags + 0, 0) == 0;
}

# What our parents have left open, a shell or a CI, leads out of the jail; so would what they listen to.
sub close_inherited {
    return if syscall($nr_close_range, 3, 0xffffffff, 0) == 0;
    # Linux before 5.9 has no such call.
    opendir(my $open, '/proc/self/fd') or fail('list open files');
    my @numbers = grep { /^\d+$/ && $_ > 2 } readdir $open;
    closedir $open;
    require POSIX;
    POSIX::close($_) for @numbers;
}

# SIGKILL when the parent dies, however it does.
sub die_with_parent { syscall($nr_prctl, 1, 9, 0, 0, 0) == 0 or fail('prctl') }

sub join_jail {
    my @spaces = map { my ($name, $type) = @$_; open(my $space, '<', "/proc/$holder/ns/$name") or fail('open jail'); [$space, $type] }
        ['user', 0x10000000], ['mnt', 0x00020000], ['uts', 0x04000000], ['ipc', 0x08000000];
    syscall($nr_setns, fileno($_->[0]) + 0, $_->[1]) == 0 or fail('setns') for @spaces;
    syscall($nr_unshare, 0x00020000 | 0x20000000) == 0 or fail('unshare');    # mount, pid
}

# In a user namespace of its own a charm could mount again.
sub forbid_namespaces {
    my $limit = '/proc/sys/user/max_user_namespaces';
    open(my $file, '>', $limit) or fail("open $limit");
    syswrite($file, "0\n") or fail("write $limit");
}

# The settings of the kernel are the machine's, and root could write them. Only that limit is of the jail's user namespace.
sub mount_proc {
    mount_at('proc', '/proc', 'proc', $safe) or fail('mount proc');
    forbid_namespaces();
    for my $path ('/proc/sys', '/proc/sysrq-trigger', '/proc/irq', '/proc/bus', '/proc/acpi', '/proc/scsi', '/proc/fs') {
        next if !-e $path;
        mount_at($path, $path, '', $MS_BIND | $MS_REC)
            && mount_at('none', $path, '', $MS_REMOUNT | $MS_BIND | $MS_RDONLY | $safe)
            or fail("protect $path");
    }
}

# Root of the jail without what could take it apart: module, rawio, ptrace, admin, boot, time.
sub drop_capabilities { syscall($nr_prctl, 24, $_, 0, 0, 0) == 0 or fail('drop capabilities') for 16, 17, 19, 21, 22, 25 }

# What made the jail is not to be made use of: the first process stays in it, as the charm's own user. Nobody may look into it
# or trace it, until the command is executed, and it can do no more than wait.
sub be_closed { syscall($nr_prctl, 4, 0, 0, 0, 0) == 0 or fail('close') }

sub be_powerless {
    my ($header, $none) = (pack('Ll', 0x20080522, 0), pack('L6', (0) x 6));
    syscall($nr_capset, $header, $none) == 0 or fail('capset');
}

sub run_command {
    $SIG{TERM} = 'DEFAULT';
    chdir $folder or fail("chdir $folder");
    drop_capabilities();
    if ($file_size > 0) { my $limit = pack('QQ', $file_size, $file_size); syscall($nr_setrlimit, 1, $limit) }
    exec { $command[0] } @command;
    fail('exec');
}

# The first process of the jail: starts the command, buries the dead, and ends with it, which ends all others.
sub be_init {
    my ($tell) = @_;
    die_with_parent();
    mount_proc();
    be_closed();
    my $child = fork();
    fail('fork') if !defined $child;
    if ($child == 0) { close $tell; run_command() }
    be_powerless();
    while ((my $dead = wait) != -1) {
        if ($dead == $child) { syswrite $tell, "$?\n"; exit 0 }
    }
}

close_inherited();
die_with_parent();
exit 1 if getppid() != $parent;
join_jail();
pipe(my $told, my $tell);
$SIG{TERM} = 'IGNORE';
my $init = fork();
fail('fork') if !defined $init;
if ($init == 0) { close $told; be_init($tell); exit 1 }
close $tell;
my $status = readline($told);
waitpid $init, 0;
$status = $? if !defined $status;
if (my $signal = $status & 127) {
    $SIG{TERM} = 'DEFAULT';
    kill $signal, $$;
    sleep 1;
}
exit($status >> 8);
