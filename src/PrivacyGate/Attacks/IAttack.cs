namespace PrivacyGate.Attacks;

/// <summary>A membership-inference attack: signals in, one score a record out.</summary>
public interface IAttack
{
    /// <summary>The identifier of spec and report, such as <c>loss</c>.</summary>
    string Id { get; }

    /// <summary>What must be gathered before this attack can be run.</summary>
    AttackNeeds Needs => AttackNeeds.None;

    /// <summary>Whether it is about models of this task.</summary>
    bool Serves(ModelTask task) => task == ModelTask.Classification;

    /// <summary>Why this attack cannot be run on the input, or null when it can. A missing signal is named, never guessed.</summary>
    string? Refusal(AuditInput input);

    MembershipScores Score(AuditInput input);
}

/// <summary>What an attack needs beyond the target's scores; each costs time or queries to come by.</summary>
[Flags]
public enum AttackNeeds
{
    /// <summary>Nothing: seconds.</summary>
    None = 0,

    /// <summary>Answers of shadow models (<see cref="Samples.AuditInput.Shadows"/>).</summary>
    Shadows = 1,

    /// <summary>Posteriors of the target and of shadows (<see cref="Samples.AuditInput.Posteriors"/>).</summary>
    Posteriors = 2,

    /// <summary>The records themselves (<see cref="Samples.AuditInput.Records"/>).</summary>
    Records = 4,

    /// <summary>Questions about the label alone (<see cref="Samples.AuditInput.LabelOnly"/>), by the id of the attack.</summary>
    Labels = 8,

    /// <summary>The target's gradients, where an attacker knows the model itself. Served where they can be had; the attack does without where not.</summary>
    Gradients = 16,

    /// <summary>Models trained on the target's labels, without which the attack cannot be run.</summary>
    LabelModels = 32,

    /// <summary>Local shadow models, from which the attack learns how to score. Served where they can be had; the attack does without where not.</summary>
    LocalShadows = 64,
}
