//! What was seen and means nothing to the rules yet.

use crate::observation::Property;

/// Whether values of a property name one device or its place rather than a product: they are not what rules are made of.
#[must_use]
pub fn names_one_device(property: Property) -> bool {
    matches!(
        property,
        Property::Serial
            | Property::AssetId
            | Property::Udi
            | Property::Location
            | Property::SystemName
            | Property::HostName
            | Property::SyslogHost
            | Property::DomainName
            | Property::DhcpClientId
            | Property::DhcpDuid
            | Property::DhcpRelayCircuit
            | Property::DhcpRelayRemote
            | Property::NetbiosName
            | Property::SsdpUuid
            | Property::LldpChassisId
            | Property::SmbServerGuid
            | Property::SnmpEngineId
            | Property::DicomAeTitle
            | Property::DicomStationName
            | Property::DicomDeviceUid
            | Property::DicomCalibrationDate
            | Property::DicomRefused
            | Property::DicomQuery
            | Property::Sign
            | Property::BedsideOtherAddress
            | Property::Hl7Facility
            | Property::Hl7EquipmentId
    )
}
