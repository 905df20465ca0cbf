//! `atelier serve` as a child process that ends when it goes out of scope.

use crate::failure::Failure;
use crate::process;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::{Child, Command};
use std::thread;
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(20);

/// A server that answers on a port of loopback.
pub(crate) struct Server {
    child: Child,
}

impl Server {
    /// Starts the program and waits until it accepts connections on `port`.
    pub(crate) fn start(command: &mut Command, port: u16) -> Result<Server, Failure> {
        let mut server = Server { child: process::start(command)? };
        let started = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            let ended = server.child.try_wait().ok().flatten();
            if let Some(status) = ended {
                return Err(Failure::check(&format!("the server ended with {status} before it answered")));
            }
            if started.elapsed() > PATIENCE {
                return Err(Failure::check(&format!("the server did not answer on port {port} within 20 s")));
            }
            thread::sleep(Duration::from_millis(50));
        }
        Ok(server)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Nothing is left to do for a child that has already ended.
        let _ = self.child.kill().and_then(|()| self.child.wait());
    }
}

/// A port that nothing listens on at this moment.
pub(crate) fn free_port() -> Result<u16, Failure> {
    let bound = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|listener| listener.local_addr());
    bound.map(|address| address.port()).map_err(|cause| Failure::machine("loopback has no free port", cause))
}
