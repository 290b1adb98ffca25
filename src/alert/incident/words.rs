//! The vocabulary of incidents: phases and impacts as NIST SP 800-61r2 has them.

use crate::base::vocabulary;

vocabulary! {
    /// Where the handling stands: SP 800-61r2, section 3. Preparation is what was done before; the third phase is told as
    /// two, since containment needs approval and the rest does not.
    Phase {
        /// Detection and analysis: what happened, and how far it reaches.
        DetectionAnalysis = "detection_analysis",
        /// Containment: keep it from spreading without harm to patients.
        Containment = "containment",
        /// Eradication and recovery: remove the cause, bring the devices back.
        EradicationRecovery = "eradication_recovery",
        /// Post-incident activity: what is learnt from it.
        PostIncident = "post_incident",
        /// Closed: the report stands.
        Closed = "closed",
    }
}

vocabulary! {
    /// Functional impact: SP 800-61r2, table 3-2.
    Functional {
        /// No effect on the ability to provide all services.
        None = "none",
        /// All critical services are still provided, less efficiently.
        Low = "low",
        /// A critical service is not provided to some of its users.
        Medium = "medium",
        /// Some critical services are not provided to anybody.
        High = "high",
    }
}

vocabulary! {
    /// Information impact: SP 800-61r2, table 3-3.
    Information {
        /// Nothing was taken, changed, deleted or otherwise compromised.
        None = "none",
        /// Personal data, patient data for one, were accessed or taken.
        PrivacyBreach = "privacy_breach",
        /// Proprietary information was accessed or taken.
        ProprietaryBreach = "proprietary_breach",
        /// Sensitive or proprietary information was changed or deleted.
        IntegrityLoss = "integrity_loss",
    }
}

vocabulary! {
    /// Recoverability: SP 800-61r2, table 3-4.
    Recoverability {
        /// The time to recover can be told, with what is there.
        Regular = "regular",
        /// The time to recover can be told, with additional resources.
        Supplemented = "supplemented",
        /// The time to recover cannot be told; additional resources and help from outside are needed.
        Extended = "extended",
        /// Recovery is not possible.
        NotRecoverable = "not_recoverable",
    }
}

vocabulary! {
    /// What became of a containment action.
    ActionState {
        /// Proposed; nobody carried it out.
        Open = "open",
        /// Approved, with the care-modification plan; not carried out yet.
        Approved = "approved",
        /// Somebody carried it out.
        Done = "done",
        /// It was carried out and taken back.
        Reverted = "reverted",
    }
}

impl Phase {
    /// As people read it.
    #[must_use]
    pub fn title(self) -> &'static str {
        self.meaning().split(':').next().unwrap_or_default()
    }
}
