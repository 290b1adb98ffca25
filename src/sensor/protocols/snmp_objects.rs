//! Objects by which agents name what they run in, where neither SNMPv2-MIB nor ENTITY-MIB does: RFC 1628, IEEE 802.11 and the
//! makers' own published MIBs.

use std::collections::HashMap;
use std::sync::LazyLock;

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
        return BY_NAME.get(rest).copied();
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

/// The same by their names: an agent may answer thousands of other objects.
static BY_NAME: LazyLock<HashMap<&[u8], Property>> = LazyLock::new(|| OWN.iter().copied().collect());

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
    // DATA-DOMAIN-MIB
    (&[129, 154, 34, 1, 13, 1, 1, 0], Property::Serial), // systemSerialNumber
    (&[129, 154, 34, 1, 13, 1, 4, 0], Property::Model), // systemModelNumber
    // ISILON-MIB
    (&[222, 92, 2, 51, 1, 3, 1], Property::Serial), // chassisSerialNumber
    (&[222, 92, 2, 51, 1, 4, 1], Property::Model), // chassisModel
    // DeltaUPS-MIB
    (&[145, 78, 2, 4, 1, 1, 0], Property::Manufacturer), // dupsIdentManufacturer
    (&[145, 78, 2, 4, 1, 2, 0], Property::Model), // dupsIdentModel
    (&[145, 78, 2, 4, 1, 4, 0], Property::FirmwareVersion), // dupsIdentUPSSoftwareVersion
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
    (&[130, 62, 1, 1, 4, 1, 4, 0], Property::Model), // sPDUIdentModelNumber
    (&[130, 62, 1, 1, 4, 1, 5, 0], Property::Serial), // sPDUIdentSerialNumber
    (&[132, 22, 6, 6, 7, 1, 2, 1, 3, 0], Property::Model), // partNumber
    (&[132, 22, 6, 6, 7, 1, 2, 1, 4, 0], Property::Serial), // serialNumber
    (&[132, 22, 6, 6, 7, 1, 2, 1, 5, 0], Property::FirmwareVersion), // firmwareVersion
    (&[163, 75, 1, 1, 7, 1, 1, 1, 0], Property::Model), // upsIdentModel
    (&[163, 75, 1, 1, 7, 1, 1, 2, 0], Property::Serial), // upsIdentSerialNumber
    (&[235, 46, 6, 3, 2, 1, 1, 2, 1], Property::Manufacturer), // pduManufacturer
    (&[235, 46, 6, 3, 2, 1, 1, 3, 1], Property::Model), // pduModel
    (&[235, 46, 6, 3, 2, 1, 1, 4, 1], Property::Serial), // pduSerialNumber
    (&[148, 60, 1, 6, 4, 1, 0], Property::SoftwareVersion), // svnVersion
    (&[148, 60, 1, 6, 16, 3, 0], Property::Serial), // svnApplianceSerialNumber
    (&[148, 60, 1, 6, 16, 7, 0], Property::Model), // svnApplianceModel
    (&[148, 60, 1, 6, 16, 9, 0], Property::Manufacturer), // svnApplianceManufacturer
    (&[148, 44, 5, 1, 1, 2, 0], Property::Model), // sfosDeviceType
    (&[148, 44, 5, 1, 1, 3, 0], Property::SoftwareVersion), // sfosDeviceFWVersion
    (&[196, 37, 2, 1, 1, 1, 0], Property::Model), // snwlSysModel
    (&[196, 37, 2, 1, 1, 2, 0], Property::Serial), // snwlSysSerialNumber
    (&[196, 37, 2, 1, 1, 3, 0], Property::FirmwareVersion), // snwlSysFirmwareVersion
    (&[174, 63, 4, 1, 1, 14, 0], Property::Serial), // sysHardwareSerialNumber
    (&[154, 47, 2, 1, 3, 3, 3, 0], Property::Serial), // sysGeneralChassisSerialNum
    (&[154, 47, 2, 1, 3, 5, 2, 0], Property::Model), // sysPlatformInfoMarketingName
    (&[154, 47, 2, 1, 4, 2, 0], Property::SoftwareVersion), // sysProductVersion
    (&[238, 99, 1, 1, 1, 3, 0], Property::Model), // agentInventoryMachineModel
    (&[238, 99, 1, 1, 1, 4, 0], Property::Serial), // agentInventorySerialNumber
    (&[163, 46, 10, 1, 1, 1, 3, 0], Property::Model), // agentInventoryMachineModel
    (&[163, 46, 10, 1, 1, 1, 4, 0], Property::Serial), // agentInventorySerialNumber
    (&[129, 195, 93, 1, 1, 2, 1, 1, 1, 1, 0], Property::Model), // ruckusHwInfoModelNumber
    (&[129, 195, 93, 1, 1, 2, 1, 1, 1, 2, 0], Property::Serial), // ruckusHwInfoSerialNumber
    (&[129, 210, 48, 1, 2, 5, 0], Property::Serial), // ahSystemSerial
    (&[129, 210, 48, 1, 2, 12, 0], Property::FirmwareVersion), // ahFirmwareVersion
    (&[143, 71, 1, 1, 1, 1, 2, 0], Property::Serial), // snChasSerNum
    (&[140, 52, 2, 1, 1, 1, 1, 6, 0], Property::FirmwareVersion), // swFirmwareVersion
    (&[140, 52, 2, 1, 1, 1, 1, 10, 0], Property::Serial), // swSsn
    (&[134, 122, 1, 15, 3, 1, 6, 0], Property::SoftwareVersion), // sysSwVersionString
    (&[134, 122, 1, 15, 3, 1, 11, 0], Property::Model), // sysProductModel
    (&[134, 122, 1, 15, 3, 1, 12, 0], Property::Serial), // sysProductSerialNumber
    (&[129, 120, 14, 1, 1, 2, 0], Property::SoftwareVersion), // hmSysVersion
    (&[129, 120, 14, 1, 1, 9, 1, 10, 1], Property::Serial), // hmSysGroupSerialNum
    (&[135, 99, 15, 1, 1, 1, 0], Property::Model), // mtsRouterSystemModelId
    (&[135, 99, 15, 1, 1, 2, 0], Property::Serial), // mtsRouterSystemSerialNumber
    (&[135, 99, 15, 1, 1, 3, 0], Property::FirmwareVersion), // mtsRouterSystemFirmware
    (&[175, 11, 3, 10, 1, 2, 2, 1, 12, 1], Property::Serial), // chStackUnitSerialNumber
    (&[133, 34, 213, 120, 167, 8, 100, 4, 1, 1, 3, 1, 7, 1], Property::Serial), // os10ChassisServiceTag
    (&[133, 34, 213, 15, 151, 56, 1, 2, 100, 1, 0], Property::Model), // productIdentificationDisplayName
    (&[133, 34, 213, 15, 151, 56, 1, 2, 100, 3, 0], Property::Manufacturer), // productIdentificationVendor
    (&[133, 34, 213, 15, 151, 56, 1, 2, 100, 4, 0], Property::SoftwareVersion), // productIdentificationVersion
    (&[133, 34, 213, 15, 151, 56, 1, 2, 100, 8, 1, 4, 1], Property::Serial), // productIdentificationServiceTag
    (&[133, 34, 213, 12, 2, 1, 1, 11, 0], Property::Serial), // productServiceTag
    (&[129, 103, 2, 10, 2, 2, 10, 2, 3, 1, 5, 1], Property::Model), // sc2UnitModelName
    (&[129, 103, 2, 10, 2, 2, 10, 2, 3, 1, 7, 1], Property::Serial), // sc2UnitSerialNumber
    (&[133, 74, 1, 2, 6, 2, 1, 0], Property::Serial), // serialNumber of a thin client
    (&[161, 105, 6, 3, 2, 1, 1, 2, 0], Property::Model), // moduleMLFB
    (&[161, 105, 6, 3, 2, 1, 1, 3, 0], Property::Serial), // moduleSerial
    (&[161, 105, 6, 3, 2, 1, 1, 5, 0], Property::FirmwareVersion), // moduleFirmware
    (&[160, 100, 1, 1, 8, 3, 100, 1, 8, 4, 0], Property::SoftwareVersion), // snSwVersion
    (&[160, 100, 1, 1, 8, 3, 100, 1, 8, 6, 0], Property::Serial), // snInfoSerialNr
    (&[160, 100, 1, 1, 8, 3, 100, 1, 8, 26, 0], Property::Model), // snInfoMLFBNr
    (&[11, 2, 36, 1, 1, 2, 4, 0], Property::Manufacturer), // hpHttpMgManufacturer
    (&[11, 2, 36, 1, 1, 2, 5, 0], Property::Model), // hpHttpMgProduct
    (&[11, 2, 36, 1, 1, 2, 9, 0], Property::Serial), // hpHttpMgSerialNumber
    (&[11, 2, 3, 9, 4, 2, 1, 1, 3, 2, 0], Property::Model), // model-name
    (&[11, 2, 3, 9, 4, 2, 1, 1, 3, 3, 0], Property::Serial), // serial-number
    (&[133, 1, 2, 1, 2, 1, 2, 1], Property::Model), // prtgenPrinterName
    (&[133, 1, 2, 1, 2, 1, 6, 1], Property::Serial), // prtgenSerialNo
    (&[133, 1, 6, 2, 3, 1, 4, 1], Property::Model), // deviceModel
    (&[133, 1, 6, 2, 3, 1, 5, 1], Property::Serial), // deviceSerialNumber
    (&[129, 125, 8, 53, 3, 2, 1, 3, 1], Property::Serial), // xcmGenBaseSerialNumber
    (&[143, 81, 1, 1, 1, 1, 11, 1, 10, 25, 0], Property::Model), // 2001.1.1.1.1.11.1.10.25.0
    (&[143, 81, 1, 1, 1, 1, 11, 1, 10, 45, 0], Property::Serial), // 2001.1.1.1.1.11.1.10.45.0
    (&[136, 105, 1, 2, 1, 1, 1, 2, 1, 0], Property::Model), // bcpDeviceModel
    (&[140, 66, 1, 1, 1, 4, 0], Property::FirmwareVersion), // canPdInfoProductVersion
    (&[140, 66, 1, 2, 1, 8, 1, 3, 1, 1], Property::Serial), // canServInfoSerialNumberDeviceNumber
    (&[129, 143, 30, 1, 1, 1, 1, 6, 2, 1, 0], Property::Model), // 18334.1.1.1.1.6.2.1.0
    (&[211, 18, 1, 1, 0], Property::Model), // 10642.1.1.0
    (&[211, 18, 1, 2, 0], Property::FirmwareVersion), // 10642.1.2.0
    (&[211, 18, 1, 9, 0], Property::Serial), // 10642.1.9.0
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
