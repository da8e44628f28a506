# A hook tool: hands its call over to the agent of its unit. No module is loaded, which would cost more than the call.
my ($tool) = $0 =~ m{([^/]*)\z};
sub fail { print STDERR "ERROR $_[0]\n"; exit 1 }
for my $name ('JUJU_CONTEXT_ID', 'JUJU_AGENT_SOCKET_ADDRESS', 'JUJU_AGENT_SOCKET_NETWORK') {
    fail("$name not set") if !defined $ENV{$name} || $ENV{$name} eq '';
}
my $address = $ENV{JUJU_AGENT_SOCKET_ADDRESS};
my $dir = readlink('/proc/self/cwd');
if (!defined $dir) { require Cwd; $dir = Cwd::getcwd() }
# struct sockaddr_un: BSDs have its length in front.
my $name = $^O eq 'linux' ? pack('S a108', 1, $address) : pack('C C a104', 106, 1, $address);

# What is sent along, once it has been asked for: standard input, and files by their paths, read here, where the charm is.
my ($stdin, %files);

sub read_file {
    my ($path) = @_;
    # A folder can be opened, and gives nothing.
    return { errno => 21, content => '' } if -d $path;
    open(my $file, '<', $path) or return { errno => $! + 0, content => '' };
    binmode $file;
    my $content = do { local $/; <$file> };
    return { errno => 0, content => defined $content ? $content : '' };
}

# One call: request until the end of what we send, answer until the end of what comes.
sub call {
    socket(my $agent, 1, 1, 0) or fail("dial unix $address: socket: \l$!");
    connect($agent, $name) or fail("dial unix $address: connect: \l$!");
    binmode $agent;
    my @paths = sort keys %files;
    my @listed = map { ($_, $files{$_}{errno}, length $files{$_}{content}) } @paths;
    my @fields = ($ENV{JUJU_CONTEXT_ID}, $dir, $tool, scalar(@ARGV), @ARGV, defined $stdin ? 1 : 0, scalar(@paths), @listed);
    my $request = join('', map { "$_\0" } @fields) . join('', map { $files{$_}{content} } @paths);
    $request .= $stdin if defined $stdin;
    local $SIG{PIPE} = 'IGNORE';
    my $at = 0;
    while ($at < length $request) {
        my $sent = syswrite($agent, $request, 65536, $at);
        last if !defined $sent;
        $at += $sent;
    }
    shutdown($agent, 1);
    my $reply = do { local $/; <$agent> };
    fail('unexpected EOF') if !defined $reply || $reply !~ s/\A(\d+) (\d+) (\d+) (\d)\n// || length $reply != $2 + $3;
    return ($1, substr($reply, 0, $2), substr($reply, $2), $4);
}

my ($code, $out, $err, $more);
for (1 .. 1000) {
    ($code, $out, $err, $more) = call();
    if ($more == 1) {
        binmode STDIN;
        $stdin = do { local $/; <STDIN> };
        $stdin = '' if !defined $stdin;
    }
    elsif ($more == 2) { $files{$out} = read_file($out) }
    else { last }
}
if ($more == 3) {
    (my $path, $err) = split /\0/, $err, 2;
    open(my $file, '>', $path) or fail("open $path: \l$!");
    binmode $file;
    print {$file} $out;
    close $file or fail("write $path: \l$!");
    $out = '';
}
binmode STDOUT;
binmode STDERR;
print STDOUT $out;
print STDERR $err;
exit $code;
