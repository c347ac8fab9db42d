using System.Net;
using System.Net.Sockets;
using Sed.Exchange.Adapters.Peers;
using Sed.Exchange.Node.Configuration;
using Sed.Exchange.Node.Hosting;

namespace Sed.Exchange.Node.Doctor.Checks;

/// <summary>Whether each port is free, or held by this very node: known by its TLS key, or on loopback by its health.</summary>
internal static class PortCheck
{
    public static async Task<IReadOnlyList<DoctorFinding>> LookAsync(Patient patient, PeerProbe? probe, CancellationToken cancel)
    {
        var configuration = patient.Configuration;
        var listeners = new List<(string Name, ListenAddress Address, DoctorCode Code, string? Fault)>();
        foreach (var (name, address) in ((string, ListenAddress?)[])[("exchange", configuration.Exchange), ("api", configuration.Api), ("console", configuration.Console)])
        {
            if (address is not { Port: > 0 }) continue;
            var (code, fault) = await JudgeAsync(address, patient, probe, cancel);
            listeners.Add((name, address, code, fault));
        }

        // A node that holds one of its ports and not another has lost it, or was started with another configuration.
        var runs = listeners.Any(listener => listener.Code == DoctorCodes.PortOurs);
        return [.. listeners.Select(listener => (runs && listener.Code == DoctorCodes.PortFree ? DoctorCodes.PortSilent : listener.Code)
            .About($"listen.{listener.Name}", listener.Address, listener.Fault))];
    }

    private static async Task<(DoctorCode Code, string? Fault)> JudgeAsync(ListenAddress address, Patient patient, PeerProbe? probe, CancellationToken cancel)
    {
        return PortTrial.Find(address) switch
        {
            null => (DoctorCodes.PortFree, null),
            { SocketErrorCode: SocketError.AddressAlreadyInUse } => (await IsOursAsync(address, patient, probe, cancel) ? DoctorCodes.PortOurs : DoctorCodes.PortTaken, null),
            var unusable => (DoctorCodes.PortUnusable, unusable.Message),
        };
    }

    private static async Task<bool> IsOursAsync(ListenAddress address, Patient patient, PeerProbe? probe, CancellationToken cancel)
    {
        var host = address.Ip.Equals(IPAddress.Any) ? IPAddress.Loopback : address.Ip.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback : address.Ip;
        if (address.IsHttps)
            return probe is not null && patient.Check.Material is { } material && (await probe.ShakeHandsAsync(host.ToString(), address.Port, cancel)).Pin == material.TlsBy(patient.Check.Directory, patient.Now).Pin;
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(5), MaxResponseContentBufferSize = 4096 };
        try
        {
            return (await http.GetStringAsync(new UriBuilder("http", host.ToString(), address.Port, "/health/live").Uri, cancel)).Contains("\"live\"", StringComparison.Ordinal);
        }
        catch (Exception other) when (other is HttpRequestException || (other is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return false;
        }
    }
}
