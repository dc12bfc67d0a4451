//! What this process takes of the system, as Linux counts it.

use std::fs;

/// Memory in use, in KiB.
pub(crate) fn memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.trim().strip_suffix(" kB"))
        .unwrap()
        .parse()
        .unwrap()
}

/// Open sockets.
pub(crate) fn sockets() -> usize {
    fs::read_dir("/proc/self/fd")
        .unwrap()
        .filter_map(|entry| fs::read_link(entry.ok()?.path()).ok())
        .filter(|target| target.to_string_lossy().starts_with("socket:"))
        .count()
}

/// Waits until no more sockets are open than `number`.
pub(crate) async fn until_sockets(number: usize) {
    while sockets() > number {
        tokio::task::yield_now().await;
    }
}
