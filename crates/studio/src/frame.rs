//! One of the two looks at the store: a sandboxed frame with the page as it is, and one with the page as it is about to be. The second lies under
//! the first until everything in it is decided, so that an edit never shows an empty or half-made page.

use std::rc::Rc;

use sillage_engine::event::Millis;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlIFrameElement, MessageEvent};

use crate::{
    bundle::Bundle,
    dom,
    explanation::{self, Decision, Explanation},
    message::{self, Said},
    node::node,
    twin::{Told, Twin},
};

/// Which of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Device {
    /// 390 pixels wide.
    Phone,
    /// 1280 pixels wide.
    Desktop,
}

impl Device {
    /// Both.
    pub const ALL: [Device; 2] = [Device::Phone, Device::Desktop];

    /// Its name in ids and attributes.
    pub fn name(self) -> &'static str {
        match self {
            Device::Phone => "phone",
            Device::Desktop => "desktop",
        }
    }

    /// CSS pixels.
    pub fn width(self) -> u32 {
        match self {
            Device::Phone => 390,
            Device::Desktop => 1280,
        }
    }
}

/// A page in a frame.
pub struct Live {
    element: HtmlIFrameElement,
    bundle: Rc<Bundle>,
    twin: Twin,
    slots: Vec<Slot>,
    /// The order of the page.
    order: Vec<String>,
    /// What the shop's own scripts stored there.
    stored: String,
    /// What Sillage told of trouble.
    trouble: Option<String>,
    language: String,
    moment: Millis,
}

/// A slot as decided.
#[derive(Debug, Clone, PartialEq)]
pub struct Slot {
    /// By the studio's engine.
    pub explanation: Explanation,
    /// By the frame's.
    pub in_frame: Decision,
}

impl Slot {
    /// Whether both engines decided the same.
    pub fn agrees(&self) -> bool {
        self.explanation.decision == self.in_frame
    }
}

/// One look at the store.
pub struct Frame {
    /// Which.
    pub device: Device,
    shown: Option<Live>,
    coming: Option<Live>,
}

/// What a message came to.
#[derive(Debug, PartialEq)]
pub enum Came {
    /// Nothing that is to be seen.
    Nothing,
    /// What is shown has changed.
    Shown,
    /// The page that was coming can be shown.
    Settled,
    /// Somebody goes to another page.
    Navigate(String),
}

impl Frame {
    /// A look that shows nothing yet.
    pub fn new(device: Device) -> Frame {
        Frame { device, shown: None, coming: None }
    }

    /// Loads a page under the one that is shown.
    pub fn load(
        &mut self,
        html: &str,
        bundle: Rc<Bundle>,
        moment: Millis,
        stored: &str,
    ) -> Result<(), JsValue> {
        let holder: Element = dom::by_id(self.device.name()).ok_or("no holder")?;
        let title = format!("The store at {} pixels", self.device.width());
        let frame = node("iframe").with("sandbox", "allow-scripts allow-forms").with("title", title);
        let element: HtmlIFrameElement = dom::create(&frame)?.dyn_into()?;
        element.set_srcdoc(html);
        holder.prepend_with_node_1(&element)?;
        if let Some(old) = self.coming.take() {
            old.element.remove();
        }
        self.coming = Some(Live {
            element,
            twin: Twin::new(Rc::clone(&bundle)),
            bundle,
            slots: Vec::new(),
            order: Vec::new(),
            stored: stored.to_owned(),
            trouble: None,
            language: String::new(),
            moment,
        });
        Ok(())
    }

    /// Whether a page is coming.
    pub fn is_busy(&self) -> bool {
        self.coming.is_some()
    }

    /// Shows the page that was coming.
    pub fn swap(&mut self) {
        let Some(coming) = self.coming.take() else { return };
        if let Err(error) = coming.element.set_attribute("data-shown", "") {
            dom::warn(&error);
        }
        if let Some(old) = self.shown.replace(coming) {
            old.element.remove();
        }
    }

    /// The page that is shown.
    pub fn shown(&self) -> Option<&Live> {
        self.shown.as_ref()
    }

    /// Takes in what one of its two pages says; none where the message is from elsewhere.
    pub fn hear(&mut self, event: &MessageEvent) -> Option<Came> {
        let source = JsValue::from(event.source()?);
        let is_shown = self.shown.as_ref().is_some_and(|live| live.is_in(&source));
        let live =
            self.shown.as_mut().into_iter().chain(self.coming.as_mut()).find(|live| live.is_in(&source))?;
        let came = live.hear(message::read(event)?);
        Some(match came {
            Came::Settled if is_shown => Came::Shown,
            Came::Shown if !is_shown => Came::Nothing,
            Came::Navigate(_) if !is_shown => Came::Nothing,
            other => other,
        })
    }

    /// Asks the frame to show where a slot is.
    pub fn find(&self, slot: &str) {
        let Some(live) = &self.shown else { return };
        if let Err(error) = message::find(slot).and_then(|message| live.post(&message)) {
            dom::warn(&error);
        }
    }
}

impl Live {
    /// The slots in the order of the page.
    pub fn slots(&self) -> Vec<&Slot> {
        let place = |slot: &&Slot| {
            let name = &slot.in_frame.slot;
            self.order.iter().position(|known| known == name).unwrap_or(usize::MAX)
        };
        let mut slots: Vec<&Slot> = self.slots.iter().collect();
        slots.sort_by_key(place);
        slots
    }

    /// The engine that explains it.
    pub fn twin(&self) -> &Twin {
        &self.twin
    }

    /// What the shop's own scripts stored there.
    pub fn stored(&self) -> &str {
        &self.stored
    }

    /// What Sillage told of trouble.
    pub fn trouble(&self) -> Option<&str> {
        self.trouble.as_deref()
    }

    /// The language of the page.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// When it is there.
    pub fn moment(&self) -> Millis {
        self.moment
    }

    fn is_in(&self, window: &JsValue) -> bool {
        self.element.content_window().is_some_and(|own| JsValue::from(own) == *window)
    }

    fn hear(&mut self, said: Said) -> Came {
        match said {
            Said::Hello => self.begin(),
            Said::Told(told) => return self.tell(&told),
            Said::Decided(decision, now) => {
                self.decided(*decision, now);
                return Came::Shown;
            }
            Said::Settled(order, language) => {
                self.order = order;
                self.language = language;
                return Came::Settled;
            }
            Said::Stored(stored) => self.stored = stored,
            Said::Navigate(address) => return Came::Navigate(address),
            Said::Trouble(message) => {
                self.trouble = Some(message);
                return Came::Shown;
            }
        }
        Came::Nothing
    }

    /// A page begins; one that loads itself again begins anew.
    fn begin(&mut self) {
        self.twin = Twin::new(Rc::clone(&self.bundle));
        self.slots.clear();
        if let Err(error) = message::files(&self.bundle).and_then(|message| self.post(&message)) {
            dom::warn(&error);
        }
    }

    /// What is remembered changes with each event, so it is shown again.
    fn tell(&mut self, told: &Told) -> Came {
        const OBSERVE: u32 = 4;
        self.twin.tell(told);
        if told.what == OBSERVE { Came::Shown } else { Came::Nothing }
    }

    fn decided(&mut self, in_frame: Decision, now: Millis) {
        let explanation = explanation::read(&self.twin.explain(&in_frame.slot, now));
        let slot = Slot { explanation, in_frame };
        match self.slots.iter_mut().find(|known| known.in_frame.slot == slot.in_frame.slot) {
            Some(known) => *known = slot,
            None => self.slots.push(slot),
        }
    }

    /// An opaque origin can be named by no other word than `*`; what is sent is the bundle, which is everybody's.
    fn post(&self, message: &JsValue) -> Result<(), JsValue> {
        self.element.content_window().ok_or("no window")?.post_message(message, "*")
    }
}
