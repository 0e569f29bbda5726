import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { ACCESS } from './access';

/** Metadata that Nest puts on each route handler. */
const ROUTE_METHOD = 'method';

type Handler = (...args: unknown[]) => unknown;

/**
 * Stops the start where a route does not say who may call it. The guards would deny it anyway; this tells the developer
 * instead of the user.
 */
@Injectable()
export class RouteAccessCheck implements OnApplicationBootstrap {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  onApplicationBootstrap(): void {
    const silent = this.routes().filter(({ handler, controller }) => {
      return this.reflector.getAllAndOverride<unknown>(ACCESS, [handler, controller]) === undefined;
    });
    if (silent.length === 0) return;
    throw new Error(`add @Public(), @AnyRole() or @Roles() to: ${silent.map((route) => route.name).join(', ')}`);
  }

  private routes() {
    return this.discovery.getControllers().flatMap(({ metatype }) => {
      if (typeof metatype !== 'function') return [];
      const prototype = metatype.prototype as Record<string, Handler>;
      return this.scanner
        .getAllMethodNames(prototype)
        .map((method) => ({
          name: `${metatype.name}.${method}`,
          handler: prototype[method],
          controller: metatype as Handler,
        }))
        .filter(({ handler }) => Reflect.hasMetadata(ROUTE_METHOD, handler));
    });
  }
}
