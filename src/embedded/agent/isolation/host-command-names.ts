/** Commands that change, or speak for, the machine that they run on. @internal */
export const hostCommandNames: readonly string[] = [
  // packages
  ...[
    'add-apt-repository',
    'apt',
    'apt-cache',
    'apt-get',
    'apt-key',
    'apt-mark',
    'aptitude',
    'debconf-set-selections',
  ],
  ...['dnf', 'dpkg', 'dpkg-query', 'dpkg-reconfigure', 'rpm', 'snap', 'yum'],
  // services
  ...[
    'crontab',
    'hostnamectl',
    'journalctl',
    'loginctl',
    'service',
    'systemctl',
    'systemd-run',
    'timedatectl',
  ],
  ...['update-rc.d'],
  // power
  ...['halt', 'init', 'poweroff', 'reboot', 'shutdown', 'telinit'],
  // disks
  ...[
    'fdisk',
    'losetup',
    'lvcreate',
    'lvremove',
    'mkfs',
    'mkfs.ext4',
    'mkfs.xfs',
    'mkswap',
    'mount',
    'parted',
  ],
  ...['pvcreate', 'sfdisk', 'swapoff', 'swapon', 'umount', 'vgcreate', 'wipefs'],
  // users
  ...[
    'addgroup',
    'adduser',
    'chpasswd',
    'delgroup',
    'deluser',
    'groupadd',
    'groupdel',
    'groupmod',
    'newusers',
  ],
  ...['passwd', 'sudo', 'useradd', 'userdel', 'usermod'],
  // kernel and network
  ...[
    'depmod',
    'insmod',
    'ip6tables',
    'iptables',
    'iptables-restore',
    'modprobe',
    'netplan',
    'nft',
    'rmmod',
    'sysctl',
  ],
  ...['ufw', 'update-grub', 'update-initramfs'],
  // containers and clusters, which are somebody's
  ...['ctr', 'docker', 'helm', 'kubectl', 'lxc', 'lxd', 'microk8s', 'nerdctl', 'podman'],
];

/** Those that are useless without what is piped into them. @internal */
export const readsStdin: ReadonlySet<string> = new Set([
  'chpasswd',
  'crontab',
  'debconf-set-selections',
  'docker',
  'iptables-restore',
  'kubectl',
  'newusers',
]);
