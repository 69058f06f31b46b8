//! Walls of Linux: Landlock, a filter of system calls, limits of memory and processor time.

use std::fs::File;
use std::io;
use std::net::{TcpListener, UdpSocket};
use std::os::unix::fs::FileExt as _;
use std::process::Command;

use landlock::{
    ABI, Access as _, AccessFs, AccessNet, Ruleset, RulesetAttr as _, RulesetCreated, RulesetStatus, Scope,
};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use rustix::time::{ClockId, clock_gettime};

/// What is known of Landlock here; kernels that know less do what they know.
const LANDLOCK: ABI = ABI::V6;

/// A process behind walls.
pub struct Walls {
    /// What the system knows of the process; opened before nothing can be.
    state: Option<File>,
}

impl Walls {
    /// From here on the process opens nothing any more.
    pub fn build() -> Self {
        let state = File::open("/proc/self/stat").ok();
        // Where the machine has no memory left, it is not the talk that goes.
        let _ = std::fs::write("/proc/self/oom_score_adj", "1000");
        // No picture of the memory, with the deck in it, is left where it breaks.
        let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
        forbid();
        filter::calls();
        Self { state }
    }

    /// What comes takes so much more memory than is taken now, in bytes; beyond that the process ends.
    pub fn room(&mut self, memory: u64) {
        let most = self.taken().map(|taken| taken + memory);
        let _ = setrlimit(Resource::As, Rlimit { current: most, ..getrlimit(Resource::As) });
    }

    /// What comes takes so many seconds of the processor; beyond that the process ends.
    pub fn time(&mut self, seconds: u64) {
        // The system counts whole seconds: half of one more or less.
        let used = clock_gettime(ClockId::ProcessCPUTime);
        let whole = u64::try_from(used.tv_sec).unwrap_or_default() + u64::from(used.tv_nsec > 500_000_000);
        let most = Some(whole + seconds);
        let _ = setrlimit(Resource::Cpu, Rlimit { current: most, ..getrlimit(Resource::Cpu) });
    }

    /// Bytes of address space.
    fn taken(&self) -> Option<u64> {
        // After the program's name, which ends with the last bracket.
        const SIZE: usize = 20;
        let mut text = [0; 1024];
        let length = self.state.as_ref()?.read_at(&mut text, 0).ok()?;
        let (_, rest) = std::str::from_utf8(&text[..length]).ok()?.rsplit_once(") ")?;
        rest.split(' ').nth(SIZE)?.parse().ok()
    }
}

/// Forbids files, TCP and abstract sockets; whether the kernel does it.
fn forbid() -> bool {
    let rules = Ruleset::default()
        .handle_access(AccessFs::from_all(LANDLOCK))
        .and_then(|rules| rules.handle_access(AccessNet::from_all(LANDLOCK)))
        .and_then(|rules| rules.scope(Scope::from_all(LANDLOCK)))
        .and_then(Ruleset::create)
        .and_then(RulesetCreated::restrict_self);
    rules.is_ok_and(|status| status.ruleset != RulesetStatus::NotEnforced)
}

/// What is left of the system: memory, what is open already, the end.
#[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
mod filter {
    use std::env::consts::ARCH;

    use libc as c;
    use seccompiler::{
        BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter, SeccompRule,
        apply_filter,
    };

    const CALLS: [libc::c_long; 30] = [
        c::SYS_read,
        c::SYS_readv,
        c::SYS_pread64,
        c::SYS_write,
        c::SYS_writev,
        c::SYS_close,
        c::SYS_brk,
        c::SYS_mmap,
        c::SYS_munmap,
        c::SYS_mremap,
        c::SYS_mprotect,
        c::SYS_madvise,
        c::SYS_futex,
        c::SYS_clock_gettime,
        c::SYS_getrandom,
        c::SYS_sched_yield,
        c::SYS_sched_getaffinity,
        c::SYS_set_robust_list,
        c::SYS_rseq,
        c::SYS_getpid,
        c::SYS_gettid,
        c::SYS_rt_sigaction,
        c::SYS_rt_sigprocmask,
        c::SYS_rt_sigreturn,
        c::SYS_sigaltstack,
        c::SYS_restart_syscall,
        c::SYS_exit,
        c::SYS_exit_group,
        c::SYS_nanosleep,
        c::SYS_clock_nanosleep,
    ];

    /// All other calls are refused; whether the kernel does it.
    pub fn calls() -> bool {
        // It may end itself, set limits of its own and not those of the program, and start threads, but no process.
        let thread = (c::CLONE_VM | c::CLONE_THREAD) as u64;
        let own = [
            (c::SYS_tgkill, SeccompCmpOp::Eq, u64::from(std::process::id())),
            (c::SYS_prlimit64, SeccompCmpOp::Eq, 0),
            (c::SYS_clone, SeccompCmpOp::MaskedEq(thread), thread),
        ];
        let own = own.into_iter().filter_map(|(call, is, first)| Some((call, vec![where_first(is, first)?])));
        let allowed = CALLS.into_iter().map(|call| (call, Vec::new())).chain(own).collect();
        // As if there was no such call: the library of C then starts threads by the older one, which can be looked into.
        let refuse = SeccompAction::Errno(libc::ENOSYS as u32);
        let Ok(target) = ARCH.try_into() else { return false };
        let filter = SeccompFilter::new(allowed, refuse, SeccompAction::Allow, target);
        let program = filter.and_then(BpfProgram::try_from);
        program.is_ok_and(|program| apply_filter(&program).is_ok())
    }

    /// A call whose first argument is so.
    fn where_first(is: SeccompCmpOp, number: u64) -> Option<SeccompRule> {
        let first = SeccompCondition::new(0, SeccompCmpArgLen::Dword, is, number);
        SeccompRule::new(vec![first.ok()?]).ok()
    }
}

/// On other processors Landlock stands alone.
#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
mod filter {
    pub fn calls() -> bool {
        false
    }
}

/// Builds the walls one after the other and tries each: a line for what is tried, and whether it was refused.
#[must_use]
pub fn probe() -> String {
    let mut out = tried("no wall");
    out += if forbid() { "Landlock: stands\n" } else { "Landlock: the kernel has none\n" };
    out += &tried("Landlock");
    out += if filter::calls() { "filter: stands\n" } else { "filter: the kernel has none\n" };
    out + &tried("filter")
}

fn tried(wall: &str) -> String {
    let told = |what: &str, done: io::Result<()>| match done {
        Ok(()) => format!("{wall}: {what}: done\n"),
        Err(why) => format!("{wall}: {what}: refused ({})\n", why.kind()),
    };
    [
        told("open /etc/passwd", File::open("/etc/passwd").map(drop)),
        told("write /dev/null", File::options().write(true).open("/dev/null").map(drop)),
        told("list /", std::fs::read_dir("/").map(drop)),
        told("run /bin/true", Command::new("/bin/true").status().map(drop)),
        told("listen on TCP", TcpListener::bind("127.0.0.1:0").map(drop)),
        told("open a UDP socket", UdpSocket::bind("127.0.0.1:0").map(drop)),
    ]
    .concat()
}
