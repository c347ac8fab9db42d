namespace Sed.Exchange.Node.Doctor;

/// <summary>What a finding of <c>sedx doctor</c> amounts to.</summary>
public enum DoctorLevel
{
    /// <summary>Fine.</summary>
    Ok,

    /// <summary>Could not be found out.</summary>
    Unknown,

    /// <summary>Works today; somebody should look at it.</summary>
    Warning,

    /// <summary>Mail is not taken, not sent, or not believed.</summary>
    Broken,
}
