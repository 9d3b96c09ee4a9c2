# A panel for icons as the desktops of freedesktop.org have one (StatusNotifierWatcher and StatusNotifierItem), with nothing
# drawn. Without words it is that panel; with words it does to the one icon what a person would:
# count | says | press | choose LINE
import sys

import dbus
import dbus.service
from dbus.mainloop.glib import DBusGMainLoop
from gi.repository import GLib

WATCHER = "org.kde.StatusNotifierWatcher"
ITEM = "org.kde.StatusNotifierItem"
MENU = "com.canonical.dbusmenu"
PROPERTIES = "org.freedesktop.DBus.Properties"


class Panel(dbus.service.Object):
    def __init__(self, bus):
        self.bus = bus
        self.items = []
        self.name = dbus.service.BusName(WATCHER, bus)
        super().__init__(bus, "/StatusNotifierWatcher")

    @dbus.service.method(WATCHER, in_signature="s", sender_keyword="sender")
    def RegisterStatusNotifierItem(self, service, sender):
        item = f"{sender}{service}" if service.startswith("/") else f"{service}/StatusNotifierItem"
        self.items.append(item)
        self.bus.watch_name_owner(sender, lambda owner: owner or self.gone(item))
        self.StatusNotifierItemRegistered(item)

    def gone(self, item):
        if item in self.items:
            self.items.remove(item)
            self.StatusNotifierItemUnregistered(item)

    @dbus.service.method(WATCHER, in_signature="s")
    def RegisterStatusNotifierHost(self, service):
        self.StatusNotifierHostRegistered()

    @dbus.service.signal(WATCHER, signature="s")
    def StatusNotifierItemRegistered(self, item):
        pass

    @dbus.service.signal(WATCHER, signature="s")
    def StatusNotifierItemUnregistered(self, item):
        pass

    @dbus.service.signal(WATCHER)
    def StatusNotifierHostRegistered(self):
        pass

    @dbus.service.method(PROPERTIES, in_signature="ss", out_signature="v")
    def Get(self, interface, name):
        return self.GetAll(interface)[name]

    @dbus.service.method(PROPERTIES, in_signature="s", out_signature="a{sv}")
    def GetAll(self, interface):
        return {
            "RegisteredStatusNotifierItems": dbus.Array(self.items, signature="s"),
            "IsStatusNotifierHostRegistered": True,
            "ProtocolVersion": dbus.Int32(0),
        }


def lines_of(layout):
    number, properties, children = layout
    yield int(number), str(properties.get("label", ""))
    for child in children:
        yield from lines_of(child)


def main(words):
    DBusGMainLoop(set_as_default=True)
    bus = dbus.SessionBus()
    if not words:
        panel = Panel(bus)
        GLib.MainLoop().run()
    items = bus.get_object(WATCHER, "/StatusNotifierWatcher").Get(
        WATCHER, "RegisteredStatusNotifierItems", dbus_interface=PROPERTIES
    )
    if words[0] == "count":
        return print(len(items))
    service, path = items[0].split("/", 1)
    icon = bus.get_object(service, f"/{path}")
    if words[0] == "says":
        _, _, title, text = icon.Get(ITEM, "ToolTip", dbus_interface=PROPERTIES)
        return print(title, text)
    if words[0] == "press":
        return icon.Activate(0, 0, dbus_interface=ITEM)
    menu = bus.get_object(service, icon.Get(ITEM, "Menu", dbus_interface=PROPERTIES))
    _, layout = menu.GetLayout(0, -1, ["label"], dbus_interface=MENU)
    number = next(number for number, label in lines_of(layout) if label.replace("_", "") == words[1])
    # A program that ends with this line may be gone before it answers.
    menu.Event(number, "clicked", dbus.Int32(0), dbus.UInt32(0), dbus_interface=MENU, ignore_reply=True)
    bus.flush()


main(sys.argv[1:])
