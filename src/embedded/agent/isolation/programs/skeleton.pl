# Whoever is not root of the machine is no root in the jail for what belongs to root: its folders could not be written to.
# This makes the upper ones of them again, as ours, in a layer to lie over the system's, and copies the files that are
# in /etc itself, so that they can be changed in place. perl skeleton.pl FOLDER
use strict;

my ($target) = @ARGV;
my ($max_folders, $max_file) = (5_000, 1 << 20);

# How deep: further down charms hardly write, and each folder costs something.
my @queue = (['/etc', 6], ['/usr', 1], ['/usr/lib', 2], ['/usr/lib/systemd', 3], ['/usr/share', 2], ['/usr/local', 4], ['/var', 4], ['/opt', 2], ['/srv', 2]);

# Breadth first: were there too many, the deepest would be missing.
while ((my $next = shift @queue) && $max_folders-- > 0) {
    my ($path, $depth) = @$next;
    next if -l $path;
    # What we cannot read would look empty.
    opendir(my $folder, $path) && -x $path or next;
    my $mode = (stat $path)[2] & 07777;
    mkdir "$target$path";
    for my $name (grep { !/\A\.\.?\z/ } readdir $folder) {
        my $inner = "$path/$name";
        if (-l $inner) { next }
        elsif (-d _) { push @queue, [$inner, $depth - 1] if $depth > 1 }
        elsif (-f _ && -s _ <= $max_file && $path eq '/etc') { copy_file($inner) }
    }
    chmod $mode, "$target$path";
}

sub copy_file {
    my ($path) = @_;
    open(my $from, '<', $path) or return;
    my $mode = (stat $from)[2] & 07777;
    my $text = do { local $/; <$from> };
    open(my $to, '>', "$target$path") or return;
    print {$to} defined $text ? $text : '';
    close $to;
    chmod $mode, "$target$path";
}
