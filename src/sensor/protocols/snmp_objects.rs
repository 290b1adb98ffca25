//! Objects by which agents name what they run in, where neither SNMPv2-MIB nor ENTITY-MIB does: RFC 1628, IEEE 802.11 and the
//! makers' own published MIBs.

use crate::observation::Property;

/// 1.3.6.1.4.1
const ENTERPRISES: &[u8] = &[0x2b, 6, 1, 4, 1];
/// upsIdent of RFC 1628: the supply itself, where the agent is a card in it.
const SUPPLY: &[u8] = &[0x2b, 6, 1, 2, 1, 33, 1, 1];
/// dot11manufacturerProductName of IEEE 802.11, annex C; the interface follows.
const RADIO_PRODUCT: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x34, 3, 1, 2, 1, 3];

/// What an object says of its agent, when it is one of these.
pub(super) fn property(name: &[u8]) -> Option<Property> {
    if let Some(rest) = name.strip_prefix(ENTERPRISES) {
        return OWN.iter().find(|(object, _)| *object == rest).map(|(_, property)| *property);
    }
    if let Some(rest) = name.strip_prefix(SUPPLY) {
        return match rest {
            [1, 0] => Some(Property::Manufacturer),
            [2, 0] => Some(Property::Model),
            [3, 0] => Some(Property::FirmwareVersion),
            _ => None,
        };
    }
    name.starts_with(RADIO_PRODUCT).then_some(Property::Model)
}

/// Scalars below 1.3.6.1.4.1, encoded as in X.690, 8.19.
#[rustfmt::skip]
const OWN: &[(&[u8], Property)] = &[
    // PowerNet-MIB
    (&[130, 62, 1, 1, 1, 1, 1, 1, 0], Property::Model), // upsBasicIdentModel
    (&[130, 62, 1, 1, 1, 1, 2, 1, 0], Property::FirmwareVersion), // upsAdvIdentFirmwareRevision
    (&[130, 62, 1, 1, 1, 1, 2, 3, 0], Property::Serial), // upsAdvIdentSerialNumber
    (&[130, 62, 1, 1, 12, 1, 5, 0], Property::Model), // rPDUIdentModelNumber
    (&[130, 62, 1, 1, 12, 1, 6, 0], Property::Serial), // rPDUIdentSerialNumber
    // CPS-MIB
    (&[157, 96, 1, 1, 1, 1, 1, 1, 0], Property::Model), // upsBaseIdentModel
    (&[157, 96, 1, 1, 1, 1, 2, 1, 0], Property::FirmwareVersion), // upsAdvanceIdentFirmwareRevision
    (&[157, 96, 1, 1, 1, 1, 2, 3, 0], Property::Serial), // upsAdvanceIdentSerialNumber
    // XUPS-MIB
    (&[132, 22, 1, 1, 1, 0], Property::Manufacturer), // xupsIdentManufacturer
    (&[132, 22, 1, 1, 2, 0], Property::Model), // xupsIdentModel
    (&[132, 22, 1, 1, 3, 0], Property::FirmwareVersion), // xupsIdentSoftwareVersion
    (&[132, 22, 1, 1, 6, 0], Property::Serial), // xupsIdentSerialNumber
    // LIEBERT-GP-AGENT-MIB
    (&[131, 92, 1, 42, 2, 1, 1, 0], Property::Manufacturer), // lgpAgentIdentManufacturer
    (&[131, 92, 1, 42, 2, 1, 2, 0], Property::Model), // lgpAgentIdentModel
    (&[131, 92, 1, 42, 2, 1, 3, 0], Property::FirmwareVersion), // lgpAgentIdentFirmwareVersion
    (&[131, 92, 1, 42, 2, 1, 4, 0], Property::Serial), // lgpAgentIdentSerialNumber
    // SYNOLOGY-SYSTEM-MIB
    (&[179, 46, 1, 5, 1, 0], Property::Model), // modelName
    (&[179, 46, 1, 5, 2, 0], Property::Serial), // serialNumber
    (&[179, 46, 1, 5, 3, 0], Property::SoftwareVersion), // version
    // NAS-MIB of QNAP
    (&[129, 192, 105, 1, 2, 12, 0], Property::Model), // modelName
    // NETAPP-MIB
    (&[134, 21, 1, 1, 2, 0], Property::SoftwareVersion), // productVersion
    (&[134, 21, 1, 1, 5, 0], Property::Model), // productModel
    (&[134, 21, 1, 1, 9, 0], Property::Serial), // productSerialNum
    // STORMSHIELD-PROPERTY-MIB
    (&[215, 120, 1, 0, 2, 0], Property::SoftwareVersion), // snsVersion
    (&[215, 120, 1, 0, 3, 0], Property::Serial), // snsSerialNumber
    (&[215, 120, 1, 18, 1, 0], Property::Model), // snsModel
    (&[215, 120, 1, 18, 2, 0], Property::SoftwareVersion), // snsVersion, newer
    (&[215, 120, 1, 18, 3, 0], Property::Serial), // snsSerialNumber, newer
    // FORTINET-CORE-MIB, FORTINET-FORTIGATE-MIB
    (&[224, 68, 100, 1, 1, 1, 0], Property::Serial), // fnSysSerial
    (&[224, 68, 101, 4, 1, 1, 0], Property::SoftwareVersion), // fgSysVersion
    // PAN-COMMON-MIB
    (&[129, 198, 117, 2, 1, 2, 1, 1, 0], Property::SoftwareVersion), // panSysSwVersion
    (&[129, 198, 117, 2, 1, 2, 1, 3, 0], Property::Serial), // panSysSerialNumber
    // JUNIPER-MIB
    (&[148, 76, 3, 1, 3, 0], Property::Serial), // jnxBoxSerialNo
    // MIKROTIK-MIB
    (&[245, 12, 1, 1, 7, 3, 0], Property::Serial), // mtxrSerialNumber
    (&[245, 12, 1, 1, 7, 8, 0], Property::Model), // mtxrBoardName
    // UBNT-UniFi-MIB
    (&[130, 193, 24, 1, 6, 3, 3, 0], Property::Model), // unifiApSystemModel
    (&[130, 193, 24, 1, 6, 3, 6, 0], Property::SoftwareVersion), // unifiApSystemVersion
    // VMWARE-SYSTEM-MIB
    (&[181, 92, 1, 2, 0], Property::SoftwareVersion), // vmwProdVersion
    // CPQSINFO-MIB
    (&[129, 104, 2, 2, 2, 1, 0], Property::Serial), // cpqSiSysSerialNum
    (&[129, 104, 2, 2, 4, 2, 0], Property::Model), // cpqSiProductName
    // IDRAC-MIB
    (&[133, 34, 213, 12, 5, 1, 3, 2, 0], Property::Serial), // systemServiceTag
    (&[133, 34, 213, 12, 5, 1, 3, 12, 0], Property::Model), // systemModelName
    // RICOH-MIB, KYOCERA-MIB, CANON-MIB, BROTHER-MIB, SAMSUNG-MIB, EPSON-MIB
    (&[130, 111, 3, 2, 1, 1, 1, 1, 0], Property::Model), // ricohSysName
    (&[130, 111, 3, 2, 1, 2, 1, 4, 0], Property::Serial), // ricohEngSerialNo
    (&[138, 67, 43, 5, 1, 1, 1, 1], Property::Model), // kcprtGeneralModelName
    (&[138, 67, 43, 5, 1, 1, 28, 1], Property::Serial), // kcprtSerialNumber
    (&[140, 66, 1, 1, 1, 1, 0], Property::Model), // canProductInfoName
    (&[140, 66, 1, 2, 1, 4, 0], Property::Serial), // canSerialNumber
    (&[147, 3, 2, 3, 9, 4, 2, 1, 5, 5, 1, 0], Property::Serial), // brInfoSerialNumber
    (&[129, 108, 11, 5, 1, 1, 1, 1, 0], Property::Model), // scmGenMachineModelName
    (&[129, 108, 11, 5, 1, 1, 1, 4, 0], Property::Serial), // scmGenMachineSerialNumber
    (&[137, 96, 1, 2, 2, 1, 1, 1, 2, 1], Property::Model), // epsonModelName
    (&[137, 96, 1, 2, 2, 1, 1, 1, 5, 1], Property::Serial), // epsonSerialNumber
    // HIK-DEVICE-MIB
    (&[130, 177, 125, 1, 1, 0], Property::Model), // deviceType
    (&[130, 177, 125, 1, 3, 0], Property::SoftwareVersion), // softwVersion
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_listed_objects_speak() {
        let model = [ENTERPRISES, &[157, 96, 1, 1, 1, 1, 1, 1, 0]].concat();
        assert_eq!(property(&model), Some(Property::Model), "upsBaseIdentModel of CPS-MIB");
        assert_eq!(property(&model[..model.len() - 1]), None);
        assert_eq!(property(&[SUPPLY, &[2, 0]].concat()), Some(Property::Model));
        assert_eq!(property(&[SUPPLY, &[5, 0]].concat()), None, "its name is its owner's");
        assert_eq!(property(&[RADIO_PRODUCT, &[2]].concat()), Some(Property::Model));
    }
}
