# Makes the jail of one unit, and holds it until standard input ends, which it does in every kind of death of ours.
# perl jail.pl NUMBERS SIZE FOLDER DIRECTIVE…: the numbers of mount, umount2, pivot_root and unshare on this processor, how
# much may be written in all (as tmpfs has it), an empty folder to build in, and, each with tabs within,
#   guard PATH PROGRAM   a link to the program lies over the path
#   lower FOLDER         lies over the machine's folders, below what the charm writes
#   hide FOLDER          is empty in the jail
#   read PATH [AS]       is there itself, read-only, at its place or at another
#   write PATH           is there itself, not a layer over it
#
# Says on standard output, a line each: "open\tPATH\tWHY" of what could only be had read-only, "gone\tPATH\tWHY" of what could
# not be had at all, then "ready"; or "failed\tSTEP\tERRNO\tWHY" and ends.
use strict;

my ($numbers, $size, $folder, @directives) = @ARGV;
my ($nr_mount, $nr_umount2, $nr_pivot_root, $nr_unshare) = map { $_ + 0 } split /,/, $numbers;
my ($MS_RDONLY, $MS_NOSUID, $MS_NODEV, $MS_NOEXEC, $MS_REMOUNT, $MS_BIND, $MS_REC, $MS_PRIVATE) =
    (1, 2, 4, 8, 32, 4096, 16384, 1 << 18);
my $namespaces = 0x10000000 | 0x00020000 | 0x04000000 | 0x08000000;    # user, mount, uts, ipc
my %kept = (nosuid => 2, nodev => 4, noexec => 8, noatime => 1024, nodiratime => 2048, relatime => 1 << 21);
my $root = $< == 0;

$| = 1;
sub say_line { print join("\t", @_), "\n" }
sub fail { my ($step) = @_; say_line('failed', $step, $! + 0, "$!"); exit 1 }

sub mount_at {
    my ($source, $target, $type, $flags, $data) = @_;
    $data = '' if !defined $data;
    return syscall($nr_mount, "$source", "$target", "$type", $flags + 0, "$data") == 0;
}

sub make_folders {
    my ($path, $mode) = @_;
    return 1 if -d $path;
    my ($parent) = $path =~ m{\A(.+)/[^/]+\z};
    make_folders($parent, $mode) if defined $parent;
    return mkdir($path, defined $mode ? $mode : 0755);
}

sub make_file { my ($path) = @_; open(my $file, '>>', $path) or return 0; return close $file }

# The user namespace. Its ids are mapped by a child that stayed outside: root keeps every id that it has, so that
# charms can give files away; anybody else can be root and nobody else.
sub enter_namespaces {
    pipe(my $made, my $tell_made);
    pipe(my $mapped, my $tell_mapped);
    my $me = $$;
    my $gid = $( + 0;
    my $child = fork();
    fail('fork') if !defined $child;
    if ($child == 0) {
        close $tell_made;
        exit 1 if !defined readline($made);
        map_ids($me, $gid);
        exit 0;
    }
    if (syscall($nr_unshare, $namespaces) != 0) { my $error = $! + 0; kill 'KILL', $child; waitpid $child, 0; $! = $error; fail('unshare') }
    syswrite $tell_made, "\n";
    waitpid $child, 0;
    if ($? != 0) { $! = $? >> 8; fail('map') }
}

sub map_ids {
    my ($pid, $gid) = @_;
    if ($root && write_map($pid, 'uid', own_map('uid')) && write_map($pid, 'gid', own_map('gid'))) { return }
    if (open(my $groups, '>', "/proc/$pid/setgroups")) { print {$groups} 'deny'; close $groups }
    write_map($pid, 'uid', "0 $< 1\n") && write_map($pid, 'gid', "0 $gid 1\n") or exit($! + 0);
}

sub own_map {
    my ($kind) = @_;
    open(my $map, '<', "/proc/self/${kind}_map") or return '';
    return join '', map { my ($inside, undef, $count) = split; "$inside $inside $count\n" } <$map>;
}

sub write_map {
    my ($pid, $kind, $map) = @_;
    open(my $file, '>', "/proc/$pid/${kind}_map") or return 0;
    return syswrite($file, $map);
}

# The mounts of the machine as we see it: path, flags that may not be taken away, type.
sub read_mounts {
    open(my $info, '<', '/proc/self/mountinfo') or fail('mountinfo');
    my @mounts;
    while (my $line = <$info>) {
        my ($front, $back) = split / - /, $line;
        my @fields = split ' ', $front;
        my ($path, $options) = @fields[4, 5];
        $path =~ s/\\([0-7]{3})/chr(oct($1))/ge;
        my $flags = 0;
        $flags |= $kept{$_} || 0 for split /,/, $options;
        push @mounts, { path => $path, flags => $flags, type => (split ' ', $back)[0] };
    }
    return @mounts;
}

sub is_below { my ($path, $top) = @_; return $path eq $top || index($path, "$top/") == 0 }

# What is bound is read-only, with all that is mounted in it.
sub make_read_only {
    my ($target) = @_;
    for my $mount (reverse grep { is_below($_->{path}, $target) } read_mounts()) {
        mount_at('none', $mount->{path}, '', $MS_REMOUNT | $MS_BIND | $MS_RDONLY | $mount->{flags}) or return 0;
    }
    return 1;
}

sub bind_read_only {
    my ($source, $target) = @_;
    return mount_at($source, $target, '', $MS_BIND | $MS_REC) && make_read_only($target);
}

sub escape { my ($path) = @_; $path =~ s/([\\:,])/\\$1/g; return $path }

my $new = "$folder/root";
my $layers = 0;
my (@lower, @guards, %inner);

# A throw-away layer over a folder of the machine, made of the guards, of what was given to lie over it, and of it. The kernel refuses one over a folder in which something else is
# mounted (containers mount files into /etc, Ubuntu has lxcfs in /var): that folder is made anew, and layers are over
# what is in it.
sub layer {
    my ($path) = @_;
    make_folders("$new$path");
    # Not asked by -r, which takes us for root: a layer over what we may not read would be closed as well.
    if (!opendir(my $readable, $path) || !-e "$path/.") { return say_line('gone', $path, "$!") }
    if ($inner{$path}) { return layer_within($path) }
    overlay($path) or read_only($path);
}

sub layer_within {
    my ($path) = @_;
    opendir(my $folder, $path) or return say_line('gone', $path, "$!");
    for my $name (grep { !/\A\.\.?\z/ } readdir $folder) { place("$path/$name") }
    chmod((stat $path)[2] & 07777, "$new$path");
}

sub place {
    my ($path) = @_;
    return if $path eq $folder;
    if (-l $path) { symlink readlink($path), "$new$path" }
    elsif (-d _) { layer($path) if !special($path) }
    elsif (-f _) { copy_file($path) or bind_file($path) }
}

sub bind_file {
    my ($path) = @_;
    make_file("$new$path");
    bind_read_only($path, "$new$path");
}

sub overlay {
    my ($path) = @_;
    my ($upper, $work) = ("$folder/upper/$layers", "$folder/work/$layers");
    $layers += 1;
    mkdir($upper) && mkdir($work) or fail('layer');
    chmod((stat $path)[2] & 07777, $upper);
    my $end = ',upperdir=' . escape($upper) . ',workdir=' . escape($work) . ',userxattr';
    for my $own (["$folder/guards", @lower], ["$folder/guards"]) {
        my $lower = join ':', map { escape($_) } (grep { -d } map { "$_$path" } @$own), $path;
        return 1 if mount_at('overlay', "$new$path", 'overlay', $MS_NODEV, "lowerdir=$lower$end");
    }
    return 0;
}

sub read_only {
    my ($path) = @_;
    my $why = "$!";
    bind_read_only($path, "$new$path") or return say_line('gone', $path, "$!");
    say_line('open', $path, $why);
    cover_commands($path);
}

# Where there is no layer to have the guards in, each lies over its command.
sub cover_commands {
    my ($path) = @_;
    for my $guard (@guards) {
        my ($at, $program) = @$guard;
        mount_at($program, "$new$at", '', $MS_BIND) if is_below($at, $path) && -e "$new$at";
    }
}

sub make_guards {
    for my $guard (@guards) {
        my ($at, $program) = @$guard;
        my ($parent) = $at =~ m{\A(.+)/[^/]+\z};
        make_folders("$folder/guards$parent");
        symlink $program, "$folder/guards$at";
    }
}

sub special { my ($path) = @_; return scalar grep { is_below($path, $_) } '/proc', '/sys', '/dev', '/run', '/tmp' }

sub make_system {
    for my $mount (read_mounts()) {
        my $path = $mount->{path};
        next if special($path) || is_below($path, $folder);
        $inner{$path} = 1 while $path =~ s{/[^/]+\z}{};
    }
    opendir(my $top, '/') or fail('readdir');
    for my $name (sort grep { !/\A\.\.?\z/ } readdir $top) { place("/$name") if -l "/$name" || -d _ }
}

sub copy_file {
    my ($path) = @_;
    open(my $from, '<', $path) or return 0;
    my $mode = (stat $from)[2] & 07777;
    my $text = do { local $/; <$from> };
    unlink "$new$path";
    my ($parent) = "$new$path" =~ m{\A(.+)/[^/]+\z};
    make_folders($parent);
    open(my $to, '>', "$new$path") or return 0;
    print {$to} defined $text ? $text : '' or return 0;
    close $to or return 0;
    return chmod $mode, "$new$path";
}

sub make_devices {
    my $dev = "$new/dev";
    mkdir $dev;
    mount_at('tmpfs', $dev, 'tmpfs', $MS_NOSUID, 'mode=755,size=64k') or fail('dev');
    for my $name (qw(null zero full random urandom tty)) {
        make_file("$dev/$name");
        mount_at("/dev/$name", "$dev/$name", '', $MS_BIND) or say_line('gone', "/dev/$name", "$!");
    }
    mkdir "$dev/$_" for 'pts', 'shm';
    mount_at('devpts', "$dev/pts", 'devpts', $MS_NOSUID | $MS_NOEXEC, 'newinstance,ptmxmode=0666,mode=620');
    mkdir "$folder/shm";
    chmod 01777, "$folder/shm";
    mount_at("$folder/shm", "$dev/shm", '', $MS_BIND) or fail('shm');
    symlink 'pts/ptmx', "$dev/ptmx";
    symlink '/proc/self/fd', "$dev/fd";
    symlink "/proc/self/fd/$_->[0]", "$dev/$_->[1]" for [0, 'stdin'], [1, 'stdout'], [2, 'stderr'];
}

sub make_kernel_folders {
    mkdir "$new/$_" for 'proc', 'sys', 'run', 'tmp';
    chmod 01777, "$new/tmp";
    mkdir "$new/run/lock";
    # A new /proc can be mounted only where one can be seen: each process of the unit puts its own over this one.
    mount_at('/proc', "$new/proc", '', $MS_BIND | $MS_REC) or fail('bind proc');
    bind_read_only('/sys', "$new/sys") or say_line('gone', '/sys', "$!");
    # Names are still to be resolved, and who does it is often written in /run.
    my $resolv = '/etc/resolv.conf';
    for (1 .. 8) {
        my $link = readlink $resolv;
        last if !defined $link;
        $resolv = $link =~ m{\A/} ? $link : '/etc/' . $link;
        1 while $resolv =~ s{/[^/]+/\.\.(?=/)}{};
        $resolv =~ s{\A(/\.\.)+(?=/)}{};
    }
    copy_file($resolv) if special($resolv);
}

sub obey {
    my ($word, $path, $as) = @_;
    my $target = $new . (defined $as ? $as : $path);
    if (-f $path) { my ($parent) = $target =~ m{\A(.+)/[^/]+\z}; make_folders($parent); make_file($target) if !-e $target }
    else { make_folders($target) }
    if ($word eq 'hide') { mount_at('tmpfs', $target, 'tmpfs', $MS_NOSUID | $MS_NODEV, 'mode=755,size=1m') or fail("hide $path") }
    elsif ($word eq 'write') { mount_at($path, $target, '', $MS_BIND | $MS_REC) or fail("bind $path") }
    else { bind_read_only($path, $target) or fail("bind $path") }
}

sub move_in {
    my $here = '.';
    chdir $new or fail('chdir');
    syscall($nr_pivot_root, $here, $here) == 0 or fail('pivot_root');
    syscall($nr_umount2, $here, 2) == 0 or fail('umount');
    chdir '/';
}

enter_namespaces();
mount_at('none', '/', '', $MS_REC | $MS_PRIVATE) or fail('private');
mount_at('tmpfs', $folder, 'tmpfs', $MS_NOSUID | $MS_NODEV, "mode=755,size=$size") or fail('tmpfs');
mkdir "$folder/$_" for 'root', 'upper', 'work', 'guards';
mount_at($new, $new, '', $MS_BIND) or fail('bind root');
my @reach;
for my $directive (@directives) {
    my ($word, $path, $more) = split /\t/, $directive;
    if ($word eq 'guard') { push @guards, [$path, $more] }
    elsif ($word eq 'lower') { push @lower, $path }
    else { push @reach, [$word, $path, $more] }
}
make_guards();
make_system();
make_devices();
make_kernel_folders();
obey(@$_) for @reach;
move_in();
say_line('ready');
1 while defined readline(STDIN);
