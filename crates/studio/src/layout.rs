//! The sizes of the two looks at the store: each as wide as its device, scaled to the room there is.

use web_sys::HtmlElement;

use crate::{dom, frame::Device};

/// Pixels between the two.
const GAP: f64 = 16.0;
/// Narrower than this, one lies above the other.
const NARROW: f64 = 480.0;
/// The phone's share of the width.
const SHARE: f64 = 0.32;
/// How tall a device's window gets at most, in its own pixels.
const TALLEST: f64 = 1500.0;

/// Which looks are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// Both, side by side.
    Both,
    /// One alone.
    Only(Device),
}

/// Width of the box, its height, and by how much the page in it is scaled.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Size {
    width: f64,
    height: f64,
    scale: f64,
}

/// The sizes of phone and desktop in a room; none for the one that is not wanted.
pub fn sizes(wanted: Wanted, width: f64, height: f64) -> [Option<Size>; 2] {
    let fit = |device: Device, width: f64, height: f64| {
        let scale = (width / f64::from(device.width())).min(1.0);
        Some(Size { width: scale * f64::from(device.width()), height: height.min(TALLEST * scale), scale })
    };
    match wanted {
        Wanted::Only(Device::Phone) => [fit(Device::Phone, width, height), None],
        Wanted::Only(Device::Desktop) => [None, fit(Device::Desktop, width, height)],
        Wanted::Both if width < NARROW => {
            [fit(Device::Phone, width, height), fit(Device::Desktop, width, height * 0.6)]
        }
        Wanted::Both => {
            let phone = fit(Device::Phone, width * SHARE, height);
            let rest = width - GAP - phone.map_or(0.0, |size| size.width);
            [phone, fit(Device::Desktop, rest, height)]
        }
    }
}

/// Which looks the radio buttons ask for.
fn wanted() -> Wanted {
    let is_checked = |id| dom::by_id::<web_sys::HtmlInputElement>(id).is_some_and(|input| input.checked());
    if is_checked("look-phone") {
        Wanted::Only(Device::Phone)
    } else if is_checked("look-desktop") {
        Wanted::Only(Device::Desktop)
    } else {
        Wanted::Both
    }
}

fn window_height() -> f64 {
    dom::window().and_then(|window| window.inner_height().ok()?.as_f64()).unwrap_or_default()
}

/// Gives both their sizes.
pub fn apply() {
    let Some(stage) = dom::by_id::<HtmlElement>("stage") else { return };
    let width = f64::from(stage.client_width());
    // Where one lies above the other, the stage is as high as they are.
    let height = if width < NARROW { window_height() * 0.75 } else { f64::from(stage.client_height()) };
    for (device, size) in Device::ALL.into_iter().zip(sizes(wanted(), width, height)) {
        let Some(holder) = dom::by_id::<HtmlElement>(device.name()) else { continue };
        holder.set_hidden(size.is_none());
        let Some(size) = size else { continue };
        let style = holder.style();
        let set = |name: &str, value: String| style.set_property(name, &value);
        let done = set("width", format!("{:.2}px", size.width))
            .and(set("height", format!("{:.2}px", size.height)))
            .and(set("--scale", format!("{:.5}", size.scale)))
            .and(set("--tall", format!("{:.2}px", size.height / size.scale)));
        if let Err(error) = done {
            dom::warn(&error);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_looks_fit_into_the_room() {
        let check = |wanted: Wanted, width: f64, height: f64| {
            let [phone, desktop] = sizes(wanted, width, height);
            let widths: Vec<f64> = phone.iter().chain(&desktop).map(|size| size.width).collect();
            let needed = if width < NARROW {
                widths.iter().copied().fold(0.0, f64::max)
            } else {
                widths.iter().sum::<f64>() + GAP * (widths.len() as f64 - 1.0)
            };
            assert!(needed <= width + 0.01, "{wanted:?} {width}: {needed}");
            assert!(phone.iter().chain(&desktop).all(|size| size.height <= height && size.scale <= 1.0));
        };
        for width in [288.0, 390.0, 640.0, 772.0, 1400.0, 2400.0] {
            for wanted in [Wanted::Both, Wanted::Only(Device::Phone), Wanted::Only(Device::Desktop)] {
                check(wanted, width, 530.0);
            }
        }
    }
}
